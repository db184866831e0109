/** What a notification says once waiting requests have run: its title, and its one line. */
export function ranWords(answered: number, failed: number): readonly [title: string, message: string] {
  const all = answered + failed;
  const title = all === 1 ? 'A waiting request has run' : `${all} waiting requests have run`;
  if (failed === 0) return [title, all === 1 ? 'Its answer is there.' : 'All of them have their answers.'];
  if (answered === 0) return [title, all === 1 ? 'It found no answer.' : 'None of them found an answer.'];
  return [title, `${answered} ${answered === 1 ? 'has its answer' : 'have their answers'}, ${failed} failed.`];
}
