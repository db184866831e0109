/**
 * A value that is made when it is first asked for, and then kept. For tables and patterns that a worker which was woken
 * for something else never needs: what stands at the top of a file is made at every start.
 */
export function lazily<Value extends object>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}
