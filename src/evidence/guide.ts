/** The groups of customers to interview; with one of them missing, a persona knows one side only. */
export const GROUPS = ['new', 'active', 'churned', 'high-clv', 'support-intensive'] as const
