const LONGEST_TITLE = 40;

/** Three questions that can be asked of the open page right now, made from its title. */
export function starters(title: string): readonly string[] {
  const short = title.length > LONGEST_TITLE ? `${title.slice(0, LONGEST_TITLE - 1).trimEnd()}…` : title;
  return [
    `What was decided in “${short}”?`,
    `What is still open in “${short}”?`,
    `Who does what, and by when, in “${short}”?`,
  ];
}
