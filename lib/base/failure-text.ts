import type { FailureCode } from './failure.ts';
import type { Template } from './failure-template.ts';
import { BUDGET_TEXT } from './failure-text-budget.ts';
import { POLICY_TEXT } from './failure-text-policy.ts';
import { BACKUP_TEXT } from './failure-text-backup.ts';
import { WRITE_TEXT } from './failure-text-writes.ts';

/** What stands below the failure, which the surface knows: see `failure-words.ts`. */
const EXTRACT = '{below}';
const KEPT = 'What arrived is kept.';
const READ = 'Pages that were read before can still be searched, and the open page can be read from the screen.';

/** Every code has words: what happened, what is safe, what to do. A new code without words does not compile. */
export const FAILURE_TEXT = {
  ...WRITE_TEXT,
  ...BUDGET_TEXT,
  ...POLICY_TEXT,
  ...BACKUP_TEXT,
  'storage-full': {
    cause: 'This device has no room left to store the answer.',
    still: 'Drafts and earlier answers are safe.',
    step: 'free-space',
  },
  'storage-broken': {
    cause: 'The browser could not open Understudy’s storage on this device.',
    still: 'Nothing was sent. Restarting the browser usually helps.',
    step: 'retry',
  },
  'database-newer': {
    cause: 'The stored data on this device was written by a newer Understudy.',
    still: 'Nothing was changed. Update the extension to read it.',
    step: 'reload',
  },
  'vault-locked': {
    cause: 'Your keys on this device are locked.',
    still: `${EXTRACT} Search over read pages works.`,
    step: 'unlock',
  },
  'no-claude-key': {
    cause: 'No Claude key is set on this device, so no model was asked.',
    still: EXTRACT,
    step: 'options',
    label: 'Add a Claude key',
  },
  'no-notion-token': {
    cause: 'No Notion token is set on this device.',
    still: 'The open page is read from the screen; its hidden parts are not seen.',
    step: 'options',
    label: 'Add a Notion token',
  },
  'no-page': {
    cause: 'There is no Notion page in front of you on this device.',
    still: 'Search over read pages and earlier answers work.',
    step: 'open-page',
  },
  'page-unreadable': {
    cause: 'This device could not read the page: its tab is closed or still loading.',
    still: 'Earlier answers about it are safe.',
    step: 'retry',
  },
  'page-empty': {
    cause: 'This page has no text that this device can read.',
    still: 'Nothing was sent.',
    step: 'retry',
  },
  'host-not-granted': {
    cause: 'The browser on this device does not let Understudy reach the service.',
    still: EXTRACT,
    step: 'grant',
  },
  'worker-restarted': {
    cause: 'The browser on this device stopped Understudy in the middle of this answer.',
    still: KEPT,
    step: 'proceed',
  },
  'too-many-restarts': {
    cause: 'The browser on this device stopped this work several times.',
    still: `${KEPT} Finished parts are not paid again.`,
    step: 'retry',
  },
  'waited-too-long': {
    cause: 'This request waited on this device for as long as you allow, and nobody could answer it.',
    still: `It is kept whole. ${EXTRACT}`,
    step: 'retry',
  },
  'no-provider-key': {
    cause: 'No key for {provider} is set on this device.',
    still: EXTRACT,
    step: 'options',
    label: 'Add its key',
  },
  'built-in-missing': {
    cause: 'The browser on this device has no model of its own ready.',
    still: EXTRACT,
    step: 'switch-model',
  },
  bug: {
    cause: 'Something broke inside Understudy on this device.',
    still: 'Your text and earlier answers are safe.',
    step: 'report',
  },

  offline: { cause: 'This device is offline: the network cannot be reached.', still: EXTRACT, step: 'retry' },
  'claude-unreachable': {
    cause: 'The network gave no way to {provider} (no connection to {address}).',
    still: EXTRACT,
    step: 'retry',
  },
  'notion-unreachable': {
    cause: 'The network gave no way to Notion’s API (no connection to api.notion.com).',
    still: READ,
    step: 'retry',
  },
  'claude-portal': {
    cause: 'The network answered with its own web page instead of {provider}. It may want you to sign in.',
    still: EXTRACT,
    step: 'retry',
  },
  'notion-portal': {
    cause: 'The network answered with its own web page instead of Notion’s API. It may want you to sign in.',
    still: READ,
    step: 'retry',
  },
  'claude-edge-block': {
    cause: 'A gateway on the network refused the way to {provider} (a block page, not {provider}’s own answer).',
    still: EXTRACT,
    step: 'retry',
  },
  'provider-origin': {
    cause: 'On the network, {provider} refused this request because it comes from a browser extension.',
    still: `For Ollama, allow them by OLLAMA_ORIGINS. ${EXTRACT}`,
    step: 'options',
    label: 'Check the provider',
  },
  'notion-edge-block': {
    cause: 'A gateway on the network before Notion refused the request (a block page, not a missing permission).',
    still: READ,
    step: 'retry',
  },

  'claude-key-invalid': {
    cause: 'Authentication failed: {provider} does not accept this key.',
    still: EXTRACT,
    step: 'options',
    label: 'Check the {provider} key',
  },
  'claude-key-forbidden': {
    cause: 'Authentication passed, but this {provider} key may not use {model}.',
    still: EXTRACT,
    step: 'options',
    label: 'Choose another model or key',
  },
  'claude-billing': {
    cause: '{provider}’s authentication refused this account: its credit or payment needs attention.',
    still: EXTRACT,
    step: 'options',
    label: 'Check the {provider} account',
  },
  'claude-spend-limit': {
    cause:
      '{provider}’s authentication refused this account: its spend limit is reached. No other {provider} model is tried.',
    still: EXTRACT,
    step: 'options',
    label: 'Check the spend limit',
  },
  'claude-on-hold': {
    cause: '{provider}’s authentication refused this account: the organization is on hold.',
    still: EXTRACT,
    step: 'options',
    label: 'Check the {provider} account',
  },
  'claude-auth-trouble': {
    cause:
      '{provider}’s authentication is failing. Your key worked before, and others fail too: the key is not to blame.',
    still: EXTRACT,
    step: 'retry',
  },
  'notion-token-invalid': {
    cause: 'Authentication failed: Notion does not accept this token. It may have expired.',
    still: READ,
    step: 'options',
    label: 'Replace the Notion token',
  },

  'claude-rate-limited': {
    cause: 'The provider, {provider}, asks for a pause: too many requests on this key{wait}.',
    still: EXTRACT,
    step: 'retry',
  },
  'claude-ramp-limited': {
    cause: 'The provider, {provider}, asks to slow down: this account’s use grew too fast{wait}.',
    still: EXTRACT,
    step: 'retry',
  },
  'claude-error': {
    cause: 'The provider, {provider}, had an internal error.',
    still: EXTRACT,
    step: 'retry',
  },
  'claude-unavailable': { cause: 'The provider, {provider}, is unavailable.', still: EXTRACT, step: 'retry' },
  'claude-timeout': {
    cause: 'The provider, {provider}, gave up on the request: it took too long there.',
    still: EXTRACT,
    step: 'retry',
  },
  'claude-silent': { cause: 'The provider, {provider}, went silent for 30 seconds.', still: EXTRACT, step: 'retry' },
  'claude-cut': {
    cause: 'The connection to the provider, {provider}, broke in the middle of this answer.',
    still: KEPT,
    step: 'proceed',
  },
  'claude-garbled': {
    cause: 'The provider, {provider}, sent an answer that could not be read.',
    still: EXTRACT,
    step: 'retry',
  },
  'claude-refused-request': {
    cause: 'The provider, {provider}, refused the form of this request.',
    still: EXTRACT,
    step: 'switch-model',
  },

  'model-overloaded': { cause: 'The model {model} is overloaded.', still: EXTRACT, step: 'switch-model' },
  'model-slow': {
    cause: 'The model {model} did not begin to answer in time.',
    still: EXTRACT,
    step: 'switch-model',
  },
  'model-missing': {
    cause: 'The model {model} is not there any more, or this key cannot see it.',
    still: EXTRACT,
    step: 'switch-model',
  },
  'model-refusal': { cause: 'The model {model} declined to answer this.', still: EXTRACT, step: 'switch-model' },
  'model-length': {
    cause: 'The model {model} reached its length limit in the middle of this answer.',
    still: KEPT,
    step: 'proceed',
  },
  'model-paused': { cause: 'The model {model} paused in the middle of this answer.', still: KEPT, step: 'proceed' },
  'prompt-too-long': {
    cause: 'This is more text than the model {model} can take at once.',
    still: EXTRACT,
    step: 'switch-model',
    label: 'Ask a larger model',
  },

  'notion-not-shared': {
    cause: 'Notion does not show this page to your token.',
    still: 'Meanwhile it is read from what is on the screen.',
    step: 'share',
  },
  'notion-restricted': {
    cause: 'Notion says that this token may not do this.',
    still: READ,
    step: 'options',
    label: 'Check the token’s rights',
  },
  'notion-block-limit': {
    cause: 'Notion’s free workspace has reached its block limit.',
    still: 'Nothing was written; the text is kept here.',
    step: 'options',
  },
  'notion-rate-limited': { cause: 'Notion asks this token to pause{wait}.', still: READ, step: 'retry' },
  'notion-workspace-limited': {
    cause: 'Notion asks the whole workspace to pause{wait}: all its connections share one limit.',
    still: READ,
    step: 'retry',
  },
  'notion-endpoint-limited': { cause: 'Notion asks to pause this kind of request{wait}.', still: READ, step: 'retry' },
  'notion-blocked': {
    cause: 'Notion has blocked requests of this connection. Waiting does not help.',
    still: READ,
    step: 'options',
    label: 'Check the connection',
  },
  'notion-overloaded': { cause: 'Notion’s API is overloaded{wait}.', still: READ, step: 'retry' },
  'notion-error': { cause: 'Notion’s API had an internal error.', still: READ, step: 'retry' },
  'notion-unavailable': { cause: 'Notion’s API is unavailable.', still: READ, step: 'retry' },
  'notion-timeout': {
    cause: 'Notion’s API gave up on the request: it took too long there.',
    still: READ,
    step: 'retry',
  },
  'notion-silent': { cause: 'Notion’s API went silent in the middle of its answer.', still: READ, step: 'retry' },
  'notion-conflict': {
    cause: 'Notion saved something else to this page at the same moment.',
    still: 'Nothing was lost.',
    step: 'retry',
  },
  'notion-refused-request': { cause: 'Notion refused the form of this request.', still: READ, step: 'retry' },
  'notion-garbled': { cause: 'Notion’s API sent an answer that could not be read.', still: READ, step: 'retry' },
} as const satisfies Record<FailureCode, Template>;
