import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergePrompts, readPrompts, writePrompts } from '../../lib/chat/prompt-file.ts';
import { STARTER_PROMPTS, fillPrompt, variablesIn } from '../../lib/chat/prompt.ts';
import { slashChoices } from '../../lib/chat/slash-menu.ts';

describe('a prompt', () => {
  it('asks for each of its variables once, in their order', () => {
    expect(variablesIn('Tell {{audience}} in {{ tone }}, {{audience}}. {{}} {{\n}} {one}')).toEqual([
      'audience',
      'tone',
    ]);
  });

  it('puts in what was typed as it is: braces in it ask for nothing', () => {
    const values = new Map([
      ['a', '{{b}} $& `x`'],
      ['b', 'never'],
    ]);
    expect(fillPrompt('{{a}}!', values)).toBe('{{b}} $& `x`!');
    expect(fillPrompt('{{missing}}.', values)).toBe('.');
  });

  it('keeps every word that is no variable, whatever is filled in', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (before, value, after) => {
        const [plainBefore, plainAfter] = [before, after].map((text) => text.replaceAll(/[{}]/g, ''));
        const text = `${plainBefore}{{x}}${plainAfter}`;
        expect(fillPrompt(text, new Map([['x', value]]))).toBe(`${plainBefore}${value}${plainAfter}`);
      }),
    );
  });

  it('has starters that can be used as they are', () => {
    expect(STARTER_PROMPTS.length).toBeGreaterThan(2);
    expect(STARTER_PROMPTS.some(({ text }) => variablesIn(text).length > 0)).toBe(true);
  });
});

describe('a file of prompts', () => {
  const prompts = [
    { name: 'Update', text: 'Write an update for {{who}}.' },
    { name: 'Risks', text: 'List the risks.' },
  ];

  it('is read as it was written', () => {
    expect(readPrompts(writePrompts(prompts))).toEqual(prompts);
  });

  it.each([
    ['no JSON', 'prompts'],
    ['another format', JSON.stringify({ format: 'other', version: '1', prompts })],
    ['a later version', JSON.stringify({ format: 'understudy-prompts', version: '2', prompts })],
    ['a field too many', writePrompts(prompts).replace('"text"', '"script": 1, "text"')],
    ['a name too long', writePrompts([{ name: 'x'.repeat(81), text: 'y' }])],
    ['an empty text', writePrompts([{ name: 'x', text: ' ' }])],
    ['too many', writePrompts(Array.from({ length: 501 }, (_none, at) => ({ name: `${at}`, text: 'y' })))],
    ['too much', `${' '.repeat(4_000_001)}{}`],
  ])('is refused whole with %s', (_what, file) => {
    expect(readPrompts(file)).toBeUndefined();
  });

  it('overwrites nothing: equal ones are left out, others of the same name get another', () => {
    const merged = mergePrompts(prompts, [
      { name: 'Update', text: 'Write an update for {{who}}.' },
      { name: 'Risks', text: 'Other words.' },
      { name: 'New', text: 'New words.' },
      { name: 'New', text: 'Newer words.' },
    ]);
    expect(merged.same).toEqual(['Update']);
    expect(merged.renamed).toEqual(['Risks', 'New']);
    expect(merged.added.map(({ name }) => name)).toEqual(['Risks (2)', 'New', 'New (2)']);
  });
});

describe('the menu behind a slash', () => {
  const own = [{ id: '1', name: 'Weekly update', text: 'x', updatedAt: 1 }];
  const named = (query: string): readonly string[] =>
    slashChoices(query, own, ['new', 'prompts']).map((choice) =>
      choice.kind === 'command'
        ? choice.command.name
        : choice.kind === 'prompt'
          ? choice.prompt.name
          : choice.action.id,
    );

  it('offers tools, prompts and what can be done here', () => {
    expect(named('')).toEqual(['search', 'read', 'query', 'Weekly update', 'new', 'prompts']);
  });

  it('keeps what begins like the words that are typed', () => {
    expect(named('se')).toEqual(['search']);
    expect(named('upd')).toEqual(['Weekly update']);
    expect(named('zzz')).toEqual([]);
  });
});
