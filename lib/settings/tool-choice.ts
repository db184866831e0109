/** Everything that a model may call in a conversation. */
export const READ_TOOLS = ['search', 'read_page', 'query_database'] as const;
export const WRITE_TOOLS = [
  'append',
  'create_page',
  'create_row',
  'update_properties',
  'replace_text',
  'comment',
] as const;

export type ReadTool = (typeof READ_TOOLS)[number];
export type WriteTool = (typeof WRITE_TOOLS)[number];
export type ToolName = ReadTool | WriteTool;

/** `allow`: runs by itself. `ask`: the person is asked each time. `off`: the model is not told of it. */
export type ToolChoice = 'allow' | 'ask' | 'off';

/** What the person chose, tool by tool; what is absent stands as it comes. */
export type ToolChoices = Readonly<
  Partial<Record<ReadTool, ToolChoice> & Record<WriteTool, Exclude<ToolChoice, 'allow'>>>
>;

export const isReadTool = (name: string): name is ReadTool => READ_TOOLS.some((one) => one === name);
export const isWriteTool = (name: string): name is WriteTool => WRITE_TOOLS.some((one) => one === name);

/** How a tool stands now. Reads run by themselves unless the person says otherwise; no write ever does. */
export function choiceOf(name: ToolName, choices: ToolChoices, writes: boolean): ToolChoice {
  const chosen = choices[name];
  if (isReadTool(name)) return chosen ?? 'allow';
  return !writes || chosen === 'off' ? 'off' : 'ask';
}
