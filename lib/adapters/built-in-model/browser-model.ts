/**
 * The browser's own model as Chrome offers it to extensions, as far as it is used here. Fields that one version has and
 * another has not are optional.
 */
export interface BrowserModel {
  availability(options: typeof LANGUAGES): Promise<string>;
  create(
    options: typeof LANGUAGES & {
      readonly initialPrompts: readonly { readonly role: 'system' | 'user' | 'assistant'; readonly content: string }[];
      readonly signal: AbortSignal;
    },
  ): Promise<BrowserSession>;
}

export interface BrowserSession {
  promptStreaming(prompt: string, options: { readonly signal: AbortSignal }): ReadableStream<string>;
  readonly contextWindow?: number;
  readonly inputQuota?: number;
  readonly contextUsage?: number;
  readonly inputUsage?: number;
  measureContextUsage?(prompt: string, options: { readonly signal: AbortSignal }): Promise<number>;
  measureInputUsage?(prompt: string, options: { readonly signal: AbortSignal }): Promise<number>;
  destroy(): void;
}

/** The same wherever the browser asks for it: a model that is there for one set of languages may be missing for another. */
export const LANGUAGES = {
  expectedInputs: [{ type: 'text', languages: ['en'] }],
  expectedOutputs: [{ type: 'text', languages: ['en'] }],
} as const;

/** The browser's own model, where this browser knows such a thing; Firefox does not. */
export function findBrowserModel(): BrowserModel | undefined {
  const found: unknown = Reflect.get(globalThis, 'LanguageModel');
  return isBrowserModel(found) ? found : undefined;
}

function isBrowserModel(value: unknown): value is BrowserModel {
  const holds = (typeof value === 'object' && value !== null) || typeof value === 'function';
  return holds && 'availability' in value && 'create' in value;
}
