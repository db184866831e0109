import type { Template } from './failure-template.ts';

/** Words for what the organization does not allow. */
export const POLICY_TEXT = {
  'managed-invalid': {
    cause:
      'On this device your organization’s policy for Understudy has a mistake, so nothing is sent to a model or written to Notion. {detail}',
    still: '{below}',
    step: 'options',
    place: 'managed',
    label: 'See the policy',
  },
  'held-back': {
    cause: 'Nothing was sent: {detail}',
    still: '{below} Your privacy settings keep such text from every model.',
    step: 'retry',
    label: 'Send with placeholders',
  },
  'managed-forbids': {
    cause: 'Your organization’s policy on this device does not allow this. {detail}',
    still: '{below}',
    step: 'options',
    place: 'managed',
    label: 'See what is allowed',
  },
  'policy-class': {
    cause: 'Not sent: this text is {detail}, and the policy on this device keeps {detail} text from {provider}.',
    still: '{below}',
    step: 'options',
    place: 'who-may-see-what',
    label: 'See who may read what',
  },
  'page-excluded': {
    cause: 'This page is left out on this device: it is never read, and nothing was sent.',
    still: 'It can be let in again in the settings, under its workspace.',
    step: 'options',
    place: 'connections',
  },
} as const satisfies Record<string, Template>;
