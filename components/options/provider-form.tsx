import { useId, useState } from 'preact/hooks';

import { FAILURE_HOPS } from '../../lib/base/failure.ts';
import type { Connections, OptionsDesk, TestResult } from '../../lib/messages/desk.ts';
import type { ProviderForm as Form, ProviderTest } from '../../lib/messages/provider-desk.ts';
import { parseBaseUrl } from '../../lib/settings/provider-address.ts';
import { Button } from '../kit/button.tsx';
import { Field } from '../kit/field.tsx';
import { Select } from '../kit/select.tsx';
import { focusField } from './focus-field.ts';
import { KeyModeChoice, keepingTrouble, passphraseFor } from './key-mode-choice.tsx';
import type { Keeping } from './key-mode-choice.tsx';
import { CLASSES, HEADERS, PRESETS, isLocal, modelsLine, modelsOfLine, presetForm } from './provider-choices.ts';
import type { Preset } from './provider-choices.ts';
import { TestWords } from './test-words.tsx';
import { useTest } from './use-test.ts';

interface ProviderFormProps {
  readonly desk: OptionsDesk;
  readonly connections: Connections;
  readonly start: Form;
  readonly onClose: () => void;
}

/** Who else may be asked: put in, tested, kept. */
export function ProviderForm({ desk, connections, start, onClose }: ProviderFormProps) {
  const id = useId();
  const [preset, setPreset] = useState<Preset>(start.kind);
  const [form, setForm] = useState(start);
  const [line, setLine] = useState(modelsLine(start.models));
  const [key, setKey] = useState('');
  const [found, setFound] = useState<readonly string[]>([]);
  const [keeping, setKeeping] = useState<Keeping>({ mode: connections.mode, passphrase: '' });
  const { busy, result, run } = useTest();
  const isNew = start.id === undefined;
  const put = (part: Partial<Form>): void => setForm({ ...form, ...part });
  const models = modelsOfLine(line);
  const left = found.filter((model) => !models.includes(model));

  // The browser is asked for the host in the press itself, so nothing may be awaited before the desk is.
  const test = async (): Promise<void> => {
    let tested: ProviderTest | undefined;
    await run('Asking which models there are…', async () => {
      const whole = wholeForm(form, models);
      if ('words' in whole) return whole;
      tested = await desk.testProvider(whole, keyOf(key));
      return tested;
    });
    if (!tested) return;
    setFound(tested.models);
    const [first] = tested.models;
    if (models.length === 0 && first !== undefined) setLine(first);
  };
  const save = async (): Promise<void> => {
    const saved = await run('Saving…', async () => {
      const whole = wholeForm(form, models);
      if ('words' in whole) return whole;
      const trouble = missingIn(whole) ?? (keyOf(key) === undefined ? undefined : keepingTrouble(keeping, connections));
      if (trouble !== undefined) return { ok: false, words: trouble };
      return desk.saveProvider(whole, keyOf(key), keeping.mode, passphraseFor(keeping));
    });
    if (saved) onClose();
  };

  return (
    <fieldset class="group" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{isNew ? 'New provider' : `Change ${start.name}`}</h3>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {isNew && (
          <Select
            label="Kind of provider"
            value={preset}
            choices={PRESETS}
            onChange={(chosen) => {
              setPreset(chosen);
              setForm(presetForm(chosen));
            }}
          />
        )}
        <div class="fields">
          <Field
            label="Provider name"
            value={form.name}
            onChange={(name) => put({ name })}
            placeholder="As it is shown"
          />
          <Select label="Key is sent as" value={form.header} choices={HEADERS} onChange={(header) => put({ header })} />
        </div>
        <Field
          id={`${id}-address`}
          label="Base URL"
          value={form.baseUrl}
          onChange={(baseUrl) => put({ baseUrl })}
          placeholder={form.kind === 'gateway' ? 'https://gateway.example/anthropic' : 'https://models.example/v1'}
          help={addressHelp(form)}
        />
        {form.header !== 'none' && (
          <Field
            id={`${id}-key`}
            label="Provider key"
            secret
            value={key}
            onChange={setKey}
            placeholder={isNew ? '' : 'Leave empty to keep it'}
          />
        )}
        {form.header !== 'none' && key !== '' && (
          <KeyModeChoice connections={connections} keeping={keeping} onChange={setKeeping} />
        )}
        <Field
          label="Models to ask"
          value={line}
          onChange={setLine}
          help="In the order to ask them, with commas between. Test connection finds what there is."
        />
        {left.length > 0 && (
          <Select
            label="Add a found model"
            value=""
            choices={[{ value: '', label: 'Choose…' }, ...left.map((model) => ({ value: model, label: model }))]}
            onChange={(model) => model !== '' && setLine(modelsLine([...models, model]))}
          />
        )}
        {form.kind === 'openai' && (
          <Field
            label="Tokens it holds"
            value={form.contextTokens === undefined ? '' : String(form.contextTokens)}
            onChange={(text) => setForm(withTokens(form, text))}
            help="Prompt and answer together, where the server does not tell it. Longer pages are cut or not sent."
          />
        )}
        <ClassChoice form={form} onChange={(classes) => put({ classes })} />
        <div class="row">
          <Button type="submit" tone="main" disabled={busy !== undefined}>
            Save
          </Button>
          <Button disabled={busy !== undefined} onClick={() => void test()}>
            Test connection
          </Button>
          <Button tone="quiet" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
      <TestWords
        desk={desk}
        busy={busy}
        result={result}
        onRetry={() => void test()}
        onField={() => focusField(`${id}-${isAboutKey(result) ? 'key' : 'address'}`)}
      />
    </fieldset>
  );
}

/** Which pages may be sent there. */
function ClassChoice({
  form,
  onChange,
}: {
  readonly form: Form;
  readonly onChange: (classes: Form['classes']) => void;
}) {
  return (
    <fieldset class="keeping">
      <legend>Pages that may go there</legend>
      {CLASSES.map(({ value, label }) => (
        <label key={value} class="tick">
          <input
            type="checkbox"
            checked={form.classes.includes(value)}
            onChange={(event) => {
              const others = form.classes.filter((one) => one !== value);
              onChange(event.currentTarget.checked ? [...others, value] : others);
            }}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

function addressHelp({ kind, baseUrl }: Form): string {
  if (isLocal(baseUrl) && kind === 'openai') {
    return 'Ollama answers extensions only when it is started with OLLAMA_ORIGINS=chrome-extension://*,moz-extension://*';
  }
  return 'https, or http for localhost and 127.0.0.1. The browser asks you for this host alone.';
}

/** The form with its address as it is kept, or why it cannot be sent yet. */
function wholeForm(form: Form, models: readonly string[]): Form | TestResult {
  const baseUrl = parseBaseUrl(form.baseUrl);
  if (baseUrl === undefined) {
    return { ok: false, words: 'This is no address: it begins with https://, or with http:// for this computer.' };
  }
  return { ...form, baseUrl: form.kind === 'gateway' ? baseUrl.replace(/\/v1$/, '') : baseUrl, models };
}

function missingIn({ models, classes }: Form): string | undefined {
  if (models.length === 0) return 'Name at least one model to ask. Test connection finds what there is.';
  return classes.length === 0 ? 'Choose which pages may go there.' : undefined;
}

function isAboutKey(result: TestResult | undefined): boolean {
  const code = result?.failure?.code;
  return code !== undefined && (code === 'no-provider-key' || FAILURE_HOPS[code] === 'authentication');
}

function withTokens({ contextTokens: _before, ...form }: Form, text: string): Form {
  const tokens = Number(text.replaceAll(/\D/g, ''));
  return tokens > 0 ? { ...form, contextTokens: tokens } : form;
}

const keyOf = (typed: string): string | undefined => (typed.trim() === '' ? undefined : typed.trim());
