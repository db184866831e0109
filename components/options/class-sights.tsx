import type { OptionsDesk } from '../../lib/messages/desk.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import { DATA_CLASSES, upTo } from '../../lib/policy/data-class.ts';
import { classesSeenBy, sightKey } from '../../lib/policy/may-see.ts';
import type { DataClass, ProviderId } from '../../lib/settings/provider.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { routeName } from '../kit/answer-trail.ts';
import { CLASS_CHOICES } from '../kit/class-words.ts';
import { useAsk } from '../kit/handing.ts';
import { ScrollTable } from '../kit/scroll-table.tsx';

const LABELS = new Map(CLASS_CHOICES.map(({ value, label }) => [value, label]));

/** One line of the table: a provider, or one of its models. */
interface Sight {
  readonly of: string;
  readonly name: string;
  readonly isModel: boolean;
  readonly sees: readonly DataClass[];
  /** What its provider may not see, it may not see either. */
  readonly most: readonly DataClass[];
}

/** Which classes each provider and each model may be sent. */
export function ClassSights({
  desk,
  settings,
  models,
}: {
  readonly desk: OptionsDesk;
  readonly settings: Settings;
  readonly models: readonly ModelFacts[];
}) {
  const ask = useAsk();
  const set = ({ of }: Sight, one: DataClass, on: boolean): void => {
    const upToThis = upTo([one]);
    ask(() => desk.classes.show(of, on ? upToThis : upToThis.slice(0, -1)));
  };
  return (
    <>
      <h3 id="who-may-see-what" tabIndex={-1}>
        Who may see what
      </h3>
      <ScrollTable label="Who may see what">
        <table>
          <thead>
            <tr>
              <th scope="col">Sent to</th>
              {DATA_CLASSES.map((one) => (
                <th key={one} scope="col">
                  {LABELS.get(one)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sightsOf(settings, models).map((sight) => (
              <tr key={sight.of}>
                <th scope="row" class={sight.isModel ? 'of-provider' : undefined}>
                  {sight.name}
                </th>
                {DATA_CLASSES.map((one) => (
                  <td key={one}>
                    <label class="cell-tick">
                      <input
                        type="checkbox"
                        aria-label={`${sight.name} may see ${one} pages`}
                        checked={sight.sees.includes(one)}
                        disabled={!sight.most.includes(one)}
                        onChange={(event) => set(sight, one, event.currentTarget.checked)}
                      />
                    </label>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollTable>
      <p class="help">
        Who may see a closer class may see the freer ones. What may not be sent to a model is never sent to it, whatever
        else fails: an earlier answer, a result without a model or the queue stands in.
      </p>
    </>
  );
}

function sightsOf(settings: Settings, models: readonly ModelFacts[]): readonly Sight[] {
  const { model, provider, fallbacks, providers, claudeSees, builtInSees } = settings;
  const named = provider === 'claude' ? [model, ...fallbacks] : [];
  const claude = models.length === 0 ? named : [...new Set([...named, ...models.map(({ id }) => id)])];
  const ofProvider = (id: ProviderId, name: string, sees: readonly DataClass[]): Sight => ({
    of: id,
    name,
    isModel: false,
    sees: upTo(sees),
    most: DATA_CLASSES,
  });
  const ofModel = (id: ProviderId, name: string, most: readonly DataClass[], shown?: string): Sight => {
    const route = { provider: id, model: name };
    const sees = classesSeenBy(route, settings);
    return { of: sightKey(route), name: routeName(route, models, shown), isModel: true, sees, most: upTo(most) };
  };
  return [
    ofProvider('claude', 'Claude', claudeSees),
    ...claude.map((one) => ofModel('claude', one, claudeSees)),
    ...providers.flatMap(({ id, name, classes, models: own }) => [
      ofProvider(id, name, classes),
      ...own.map((one) => ofModel(id, one, classes, name)),
    ]),
    ofProvider('built-in', 'The browser’s own model', builtInSees),
  ];
}
