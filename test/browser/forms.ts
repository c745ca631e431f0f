import type { InputBlock, KnownBlock, ModalView, PlainTextElement } from '@slack/types'

/** Forms and a message of choices for a small app that the tests run. */

const plain = (text: string): PlainTextElement => ({ type: 'plain_text', text })
const option = (text: string, value: string) => ({ text: plain(text), value })

const input = (block: string, label: string, element: InputBlock['element']): InputBlock => ({
  type: 'input',
  block_id: block,
  label: plain(label),
  element,
})

export const ACCOUNT_FORM: ModalView = {
  type: 'modal',
  callback_id: 'account',
  title: plain('Tag an account'),
  submit: plain('Tag'),
  blocks: [
    input('account', 'Account', { type: 'plain_text_input', action_id: 'value' }),
    input('why', 'Why', { type: 'plain_text_input', action_id: 'value', multiline: true }),
  ],
}

export const CONFIRM_FORM: ModalView = {
  type: 'modal',
  callback_id: 'confirm',
  title: plain('Are you sure?'),
  close: plain('Back'),
  blocks: [{ type: 'section', text: plain('This one is new.') }],
}

const PERSONAS = [option('Carla', 'carla'), option('Finn', 'finn'), option('Ola', 'ola')]

export const EVERY_INPUT: ModalView = {
  type: 'modal',
  callback_id: 'every',
  title: plain('Every input'),
  submit: plain('Send'),
  blocks: [
    input('text', 'Text', { type: 'plain_text_input', action_id: 'value' }),
    input('number', 'Number', { type: 'number_input', action_id: 'value', is_decimal_allowed: false }),
    input('email', 'Email', { type: 'email_text_input', action_id: 'value' }),
    input('url', 'Address', { type: 'url_text_input', action_id: 'value' }),
    input('day', 'Day', { type: 'datepicker', action_id: 'value' }),
    input('time', 'Time', { type: 'timepicker', action_id: 'value' }),
    input('persona', 'Persona', { type: 'static_select', action_id: 'value', options: PERSONAS }),
    input('owner', 'Owner', { type: 'users_select', action_id: 'value' }),
    input('often', 'How often', {
      type: 'radio_buttons',
      action_id: 'value',
      options: [option('Daily', 'daily'), option('Weekly', 'weekly')],
    }),
    input('several', 'Several', {
      type: 'multi_static_select',
      action_id: 'value',
      placeholder: plain('Choose some'),
      options: PERSONAS,
    }),
    input('account', 'Which account', {
      type: 'external_select',
      action_id: 'value',
      placeholder: plain('Type to search'),
      min_query_length: 1,
    }),
  ],
}

export const CHOICES: KnownBlock[] = [
  { type: 'section', text: { type: 'mrkdwn', text: '*Choose:* as you like' } },
  {
    type: 'actions',
    block_id: 'first',
    elements: [
      { type: 'static_select', action_id: 'menu', placeholder: plain('Persona'), options: PERSONAS },
      { type: 'datepicker', action_id: 'day', placeholder: plain('Start') },
      {
        type: 'overflow',
        action_id: 'overflow',
        options: [option('Snooze', 'snooze'), option('Done', 'done')],
      },
    ],
  },
  {
    type: 'actions',
    block_id: 'second',
    elements: [
      {
        type: 'checkboxes',
        action_id: 'boxes',
        options: [option('Email me', 'email'), option('Call me', 'call')],
      },
      {
        type: 'radio_buttons',
        action_id: 'radio',
        options: [option('Always', 'always'), option('Never', 'never')],
      },
    ],
  },
  {
    type: 'actions',
    block_id: 'third',
    elements: [
      {
        type: 'button',
        action_id: 'button',
        text: plain('Delete'),
        style: 'danger',
        confirm: {
          title: plain('Delete it?'),
          text: plain('It will be gone.'),
          confirm: plain('Yes'),
          deny: plain('Keep'),
        },
      },
      { type: 'button', action_id: 'silent', text: plain('Silent') },
    ],
  },
]

/** A message with everything that one can be in the middle of. */
export const inHand = (words: string): { text: string; blocks: KnownBlock[] } => ({
  text: words,
  blocks: [
    { type: 'section', text: plain(words) },
    {
      type: 'actions',
      block_id: 'when',
      elements: [
        {
          type: 'static_select',
          action_id: 'silent',
          placeholder: plain('Nobody listens'),
          options: PERSONAS,
        },
        { type: 'datepicker', action_id: 'day', placeholder: plain('Start') },
        {
          type: 'overflow',
          action_id: 'overflow',
          options: [option('Snooze', 'snooze'), option('Done', 'done')],
        },
      ],
    },
    input('note', 'Note', { type: 'plain_text_input', action_id: 'value' }),
  ],
})
