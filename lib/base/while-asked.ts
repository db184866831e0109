/**
 * Does a piece of work once for all who ask while it is under way, and once more where somebody asked meanwhile: what
 * they had changed may have been passed over.
 */
export function whileAsked(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let asked = false;
  const run = async (): Promise<void> => {
    while (asked) {
      asked = false;
      await work();
    }
  };
  return () => {
    asked = true;
    running ??= run().finally(() => (running = undefined));
    return running;
  };
}
