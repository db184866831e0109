import type { ProviderForm } from '../../lib/messages/provider-desk.ts';
import type { DataClass, KeyHeader, ProviderSettings } from '../../lib/settings/provider.ts';
import type { Choice } from '../kit/select.tsx';

/** What a person chooses first: the rest of the form follows from it. */
export type Preset = 'gateway' | 'openai' | 'ollama';

export const PRESETS: readonly Choice<Preset>[] = [
  { value: 'openai', label: 'OpenAI-compatible server' },
  { value: 'gateway', label: 'Claude behind a gateway' },
  { value: 'ollama', label: 'Ollama on this computer' },
];

export const HEADERS: readonly Choice<KeyHeader>[] = [
  { value: 'bearer', label: 'Authorization: Bearer' },
  { value: 'x-api-key', label: 'x-api-key' },
  { value: 'none', label: 'No key' },
];

export const CLASSES: readonly { readonly value: DataClass; readonly label: string }[] = [
  { value: 'public', label: 'Public pages' },
  { value: 'internal', label: 'Internal pages, which all are unless said' },
  { value: 'restricted', label: 'Restricted pages' },
];

/** As Ollama comes, it holds this much. */
const OLLAMA_TOKENS = 4_096;

/** The form as it stands when a preset has been chosen. */
export function presetForm(preset: Preset): ProviderForm {
  const shared = { models: [], classes: ['public', 'internal'] } as const;
  switch (preset) {
    case 'gateway':
      return { ...shared, kind: 'gateway', name: '', baseUrl: '', header: 'bearer' };
    case 'openai':
      return { ...shared, kind: 'openai', name: '', baseUrl: '', header: 'bearer' };
    case 'ollama':
      return {
        ...shared,
        kind: 'openai',
        name: 'Ollama on this computer',
        baseUrl: 'http://localhost:11434/v1',
        header: 'none',
        contextTokens: OLLAMA_TOKENS,
      };
  }
}

/** The form of a provider that is there. */
export function formOf({ id, contexts: _told, off: _off, ...provider }: ProviderSettings): ProviderForm {
  return { ...provider, id, kind: id.startsWith('gateway:') ? 'gateway' : 'openai' };
}

export const isLocal = (baseUrl: string): boolean => baseUrl.trim().startsWith('http://');

/** Models as they stand in one line. */
export const modelsLine = (models: readonly string[]): string => models.join(', ');

export function modelsOfLine(line: string): readonly string[] {
  return [...new Set(line.split(',').map((model) => model.trim()))].filter((model) => model !== '');
}
