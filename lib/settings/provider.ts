/** Who serves a model: Claude itself, a gateway to it, a server that speaks OpenAI's protocol, or the browser. */
export type ProviderId = 'claude' | 'built-in' | `gateway:${string}` | `openai:${string}`;

/** How much a page's text may travel; `internal` unless said. */
export type DataClass = 'public' | 'internal' | 'restricted';

/** How a key is sent; `none` for servers without one. */
export type KeyHeader = 'bearer' | 'x-api-key' | 'none';

/** A provider that the person added. Its key, where it has one, lies in the vault under `provider:ID`. */
export interface ProviderSettings {
  readonly id: Exclude<ProviderId, 'claude' | 'built-in'>;
  /** As it is shown: `Ollama on this computer`. */
  readonly name: string;
  /** Without a slash at its end; `https`, or `http` on this computer alone. */
  readonly baseUrl: string;
  readonly header: KeyHeader;
  /** Models to ask there, in the person's order. */
  readonly models: readonly string[];
  /** The longest prompt with its answer, in tokens, for each model that the server told it of. */
  readonly contexts?: Readonly<Record<string, number>>;
  /** The same where the server does not tell it. */
  readonly contextTokens?: number;
  /** Pages of which class may be sent there. */
  readonly classes: readonly DataClass[];
  /** Kept but not asked. */
  readonly off?: true;
}

/** Reads the id of a provider that the person added. */
export function asProviderId(text: string): ProviderSettings['id'] | undefined {
  return isAdded(text) ? text : undefined;
}

/** Reads the id of any provider. */
export function asAnyProvider(text: string): ProviderId | undefined {
  return text === 'claude' || text === 'built-in' ? text : asProviderId(text);
}

const isAdded = (text: string): text is ProviderSettings['id'] => /^(gateway|openai):[\w-]{1,56}$/.test(text);
