export const COMPACT_PROMPT_VERSION = 1;

/** What is asked for when the earlier turns of a conversation make room for a summary of them. */
export const COMPACT_TASK = `Summarize this conversation so far, so that it can go on from the summary alone. Keep, in this order:
- what the person wants, in their words where those matter;
- what was found out and decided, with names, figures and dates as they stand, and the titles of the pages they come from;
- what was tried and did not serve;
- what is still open.
Write short points, no preamble. Leave out what later turns have overtaken. Write in the language of the conversation.`;
