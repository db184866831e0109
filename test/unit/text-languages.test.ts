import { describe, expect, it } from 'vitest';
import { guessLanguage, sentencesOf, wordsOf } from '../../lib/text/languages.ts';
import { termsOf } from '../../lib/text/terms.ts';

describe('guessLanguage', () => {
  it.each([
    ['en', 'We agreed that the launch is in May and that Ada writes to the customers.'],
    ['de', 'Wir haben beschlossen, dass der Start im Mai ist und Ada den Kunden schreibt.'],
    ['fr', 'Nous avons décidé que le lancement est en mai et qu’Ada écrit aux clients.'],
    ['es', 'Hemos decidido que el lanzamiento es en mayo y que Ada escribe a los clientes.'],
    ['it', 'Abbiamo deciso che il lancio è a maggio e che Ada scrive ai clienti.'],
    ['pt', 'Decidimos que o lançamento é em maio e que a Ada não escreve aos clientes.'],
    ['nl', 'We hebben besloten dat de start in mei is en dat Ada aan de klanten schrijft.'],
    ['ja', '発売は五月に決定しました。アダさんがお客様に連絡します。'],
    ['zh', '我们决定在五月发布，由艾达通知客户。'],
    ['ko', '출시는 오월로 결정했고 에이다가 고객에게 연락합니다.'],
    ['ar', 'قررنا أن يكون الإطلاق في مايو وأن تكتب آدا إلى العملاء.'],
    ['he', 'החלטנו שההשקה תהיה במאי ושעדה תכתוב ללקוחות.'],
    ['ru', 'Мы решили, что запуск будет в мае, и Ада напишет клиентам.'],
    ['en', ''],
    ['ja', 'API と SDK の仕様はこのページにまとめています。'],
  ])('reads %s', (language, text) => {
    expect(guessLanguage(text)).toBe(language);
  });
});

describe('sentencesOf', () => {
  it.each([
    [
      'en',
      'It broke at 9.30. Dr. Lum fixed it, e.g. by hand. Why? Nobody knows!',
      ['It broke at 9.30.', 'Dr. Lum fixed it, e.g. by hand.', 'Why?', 'Nobody knows!'],
    ],
    [
      'de',
      'Der Start ist am 3. Mai. Das gilt z. B. für Bonn.',
      ['Der Start ist am 3. Mai.', 'Das gilt z. B. für Bonn.'],
    ],
    ['ja', '決まりました。次は五月です。', ['決まりました。', '次は五月です。']],
    ['ar', 'متى نبدأ؟ نبدأ غدا. شكرا.', ['متى نبدأ؟', 'نبدأ غدا.', 'شكرا.']],
    ['en', 'One line\nAnother line', ['One line', 'Another line']],
    ['en', '  ', []],
  ])('cuts %s text', (language, text, sentences) => {
    expect(sentencesOf(text, language)).toEqual(sentences);
  });

  it('keeps every word of a text too long for one look', () => {
    const text = Array.from({ length: 2_000 }, (_, n) => `Sentence ${n} stands here.`).join(' ');
    expect(sentencesOf(text, 'en').join(' ')).toBe(text);
  });
});

describe('wordsOf', () => {
  it('finds words with and without spaces between them', () => {
    expect(wordsOf("It's the Plan, v2!", 'en')).toEqual(["it's", 'the', 'plan', 'v2']);
    expect(wordsOf('東京都に住んでいます。', 'ja')).toContain('に');
  });
});

describe('termsOf', () => {
  it.each([
    ['en', 'meetings', 'meeting'],
    ['en', 'decided', 'decide'],
    ['en', 'policies', 'policy'],
    ['en', 'planning', 'plan'],
    ['de', 'Häuser', 'Hauser'],
    ['de', 'Entscheidungen', 'Entscheidung'],
    ['ar', 'القرارات', 'قرار'],
    ['ru', 'решение', 'решения'],
  ])('gives forms of one %s word one term: %s, %s', (language, one, other) => {
    expect(termsOf(one, language)).toEqual(termsOf(other, language));
    expect(termsOf(one, language)).toHaveLength(1);
  });

  it('leaves stop words out', () => {
    expect(termsOf('the plan of the team', 'en')).toEqual(['plan', 'team']);
  });

  it('takes runs of two scripts apart', () => {
    expect(termsOf('1998年', 'ja')).toEqual(['1998', '年']);
    expect(termsOf('CASTニュース', 'ja')).toEqual(['cast', 'ニュ', 'ュー', 'ース']);
  });

  it('reads wide and accented letters like plain ones', () => {
    expect(termsOf('ＡＰＩ café', 'en')).toEqual(termsOf('api cafe', 'en'));
  });
});
