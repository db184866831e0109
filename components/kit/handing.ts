import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** Hands a request over whose outcome shows by itself. Should it not be taken, the surface says so. */
export type Ask = (request: () => Promise<unknown>) => void;

export const Handing = createContext<Ask>(() => undefined);

export function useAsk(): Ask {
  return useContext(Handing);
}
