import { bytesOf, createCorpus, textOf } from '../corpus/corpus.ts';
import type { CorpusText } from '../corpus/corpus.ts';
import type { Section } from '../corpus/handbook.ts';
import type { Engine, OpenEngine, PeerAsk, PeerReply } from './engine.ts';

/** What the page of a bench extension can be told to do. */
export interface PeerPage {
  /** Builds an index of so many pages from scratch. */
  build(index: string, pages: number): Promise<PeerBuild>;
}

export interface PeerBuild {
  /** Of the engine alone: making the texts is not counted. */
  readonly ms: number;
  /** What the engine counts as its size; 0 where it does not. */
  readonly bytes: number;
  readonly textBytes: number;
}

declare const chrome: {
  readonly runtime: {
    readonly onMessage: {
      addListener(listen: (ask: PeerAsk, sender: unknown, reply: (reply: PeerReply) => void) => true): void;
    };
  };
};

/** One script for both contexts of a bench extension: in the worker it answers messages, in its page it can build. */
export function serve(open: OpenEngine): void {
  if ('document' in globalThis) Object.assign(globalThis, { peer: createPage(open) });
  else answerMessages(open);
}

function answerMessages(open: OpenEngine): void {
  const engines = new Map<string, Promise<Engine>>();
  const engineOf = (index: string): Promise<Engine> => {
    const known = engines.get(index) ?? open(index);
    engines.set(index, known);
    return known;
  };
  const answer = async (ask: PeerAsk): Promise<number> => {
    if (ask.do === 'none') return 0;
    const engine = await engineOf(ask.index);
    if (ask.do === 'search') return (await engine.search(ask.query, ask.how)).length;
    await engine.update(ask.text);
    return 0;
  };
  chrome.runtime.onMessage.addListener((ask, _sender, reply) => {
    const begun = performance.now();
    answer(ask).then(
      (hits) => reply({ hits, ms: performance.now() - begun }),
      (error: unknown) => reply({ hits: 0, ms: 0, error: String(error) }),
    );
    return true;
  });
}

function createPage(open: OpenEngine): PeerPage {
  return {
    async build(index, pages) {
      const answer = await fetch('sections.json');
      const sections = (await answer.json()) as readonly Section[]; // written beside this script by the same run
      const corpus = createCorpus({ sections });
      let making = 0;
      let textBytes = 0;
      function* texts(): Generator<CorpusText> {
        for (let number = 0; number < pages; number += 1) {
          const begun = performance.now();
          const text = textOf(number, corpus.page(number).page);
          textBytes += bytesOf(text);
          making += performance.now() - begun;
          yield text;
        }
      }
      const engine = await open(index);
      const begun = performance.now();
      await engine.build(texts());
      const ms = performance.now() - begun - making;
      return { ms, bytes: await engine.bytes(), textBytes };
    },
  };
}
