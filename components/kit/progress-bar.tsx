/** A thin bar. Of one piece or none it only says that something goes on: there is nothing to count. */
export function ProgressBar({
  label,
  words,
  done,
  total,
}: {
  readonly label: string;
  readonly words: string;
  readonly done: number;
  readonly total: number;
}) {
  const known = total > 1 ? { max: total, value: Math.min(done, total) } : {};
  return <progress class="progress" aria-label={label} aria-valuetext={words} {...known} />;
}
