/** A thin bar. Without a total it only says that something goes on. */
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
  const known = total > 0 ? { max: total, value: Math.min(done, total) } : {};
  return <progress class="progress" aria-label={label} aria-valuetext={words} {...known} />;
}
