/** What identifies a person beyond the name: stays out of every table as long as nothing says that it is needed. */
const PERSONAL = [
  'email',
  'e_mail',
  'email_address',
  'mail',
  'phone',
  'phone_number',
  'telephone',
  'mobile',
  'mobile_phone',
  'date_of_birth',
  'birthday',
]

/** Whether a column, in small letters, holds personal data by its name. */
export const isPersonal = (column: string): boolean => PERSONAL.includes(column)
