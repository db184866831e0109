import { useEffect, useRef, useState } from 'preact/hooks';

import { factsOf } from '../../lib/base/failure.ts';
import type { FailureFacts } from '../../lib/base/failure.ts';
import type { SourceChoice } from '../../lib/messages/report-desk.ts';
import type { ReportDefinition, ReportSource } from '../../lib/report/definition.ts';
import { planReport } from '../../lib/report/plan-report.ts';
import { proposeDefinition } from '../../lib/report/propose-definition.ts';
import type { Sample } from '../../lib/report/propose-definition.ts';
import type { SavedReport } from '../../lib/report/saved-report.ts';
import { Button } from '../kit/button.tsx';
import { FailureNote } from '../kit/failure-note.tsx';
import { Field } from '../kit/field.tsx';
import { useAsk } from '../kit/handing.ts';
import { ReportGrouping } from './report-grouping.tsx';
import { ReportMeasures } from './report-measures.tsx';
import { ReportPreview } from './report-preview.tsx';
import { ReportRules } from './report-rules.tsx';
import { sourceOf } from './report-sources.ts';
import type { WorkbenchDesk } from './workbench-desk.ts';

interface BuildProps {
  readonly desk: WorkbenchDesk;
  /** Absent for a new one. */
  readonly report: SavedReport | undefined;
  readonly onSaved: (id: string) => void;
  readonly onClose: () => void;
}

/** Puts a report together: databases first, from which everything else is proposed and can be changed. */
export function ReportBuild({ desk, report, onSaved, onClose }: BuildProps) {
  const ask = useAsk();
  const { choices, failure, again } = useChoices(desk);
  const [definition, setDefinition] = useState<ReportDefinition | undefined>(report?.definition);
  const samples = useSamples(desk, definition);
  const { chosen, choose } = useChosen(definition, samples.load, setDefinition);

  const plan = definition === undefined ? undefined : planReport(definition);
  const problems = plan !== undefined && 'problems' in plan ? plan.problems : [];
  const save = (): void => {
    if (definition === undefined || problems.length > 0) return;
    ask(async () => onSaved(await desk.saveReport(definition, report?.id)));
  };
  return (
    <>
      <header class="row between">
        <h2>{report === undefined ? 'New report' : 'Change report'}</h2>
        <Button icon="close" tone="quiet" onClick={onClose}>
          Close
        </Button>
      </header>
      {failure && <FailureNote desk={desk} failure={failure} remedies={{ retry: again }} />}
      <Databases choices={choices} chosen={chosen} onChoose={choose} />
      {definition && (
        <>
          <Field label="Name" value={definition.title} onChange={(title) => setDefinition({ ...definition, title })} />
          <ReportMeasures definition={definition} onChange={setDefinition} />
          <ReportGrouping definition={definition} onChange={setDefinition} />
          <ReportRules definition={definition} onChange={setDefinition} />
          {problems.length > 0 && (
            <ul role="alert" class="report-problems">
              {problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          )}
          <div class="row">
            <Button tone="main" disabled={problems.length > 0} onClick={save}>
              Save
            </Button>
          </div>
          {problems.length === 0 && <ReportPreview definition={definition} samples={samples.known} />}
        </>
      )}
    </>
  );
}

/** The databases ticked so far. A tick counts at once: rows that come late from an earlier one never take back a later one. */
function useChosen(
  definition: ReportDefinition | undefined,
  load: (source: ReportSource) => Promise<Sample>,
  onDefined: (definition: ReportDefinition | undefined) => void,
) {
  const latest = useRef<readonly ReportSource[]>(definition?.sources ?? []);
  const defined = useRef(definition);
  defined.current = definition;
  const [sources, setSources] = useState(latest.current);
  const ask = useAsk();
  const tick = (next: readonly ReportSource[]): void => {
    latest.current = next;
    setSources(next);
  };
  const choose = (choice: SourceChoice): void => {
    const before = latest.current;
    const others = before.filter(({ dataSource }) => dataSource !== choice.dataSource);
    const next = others.length < before.length ? others : [...before, sourceOf(choice, before)];
    tick(next);
    ask(async () => {
      try {
        const loaded = await Promise.all(next.map(load));
        if (latest.current === next) onDefined(next.length === 0 ? undefined : proposeDefinition(loaded, zoneHere()));
      } catch (error) {
        if (latest.current === next) tick(defined.current?.sources ?? []);
        throw error;
      }
    });
  };
  return { chosen: sources.map(({ dataSource }) => dataSource), choose };
}

const zoneHere = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

function Databases({
  choices,
  chosen,
  onChoose,
}: {
  readonly choices: readonly SourceChoice[] | undefined;
  readonly chosen: readonly string[];
  readonly onChoose: (choice: SourceChoice) => void;
}) {
  const [words, setWords] = useState('');
  if (choices === undefined) return <p class="second">Asking Notion for your databases</p>;
  if (choices.length === 0) {
    return <p class="second">Notion shows no database to this token. Share one with it in Notion first.</p>;
  }
  const low = words.trim().toLowerCase();
  const shown = choices.filter(
    ({ title, dataSource }) => chosen.includes(dataSource) || title.toLowerCase().includes(low),
  );
  return (
    <fieldset class="report-part">
      <legend>Databases</legend>
      {choices.length > 8 && <Field label="Find a database" value={words} onChange={setWords} />}
      <div class="report-databases">
        {shown.map((choice) => (
          <label key={choice.dataSource} class="tick">
            <input type="checkbox" checked={chosen.includes(choice.dataSource)} onChange={() => onChoose(choice)} />
            <span dir="auto">{choice.title === '' ? 'Untitled' : choice.title}</span>
            <span class="second small">{choice.workspace}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function useChoices(desk: WorkbenchDesk) {
  const [choices, setChoices] = useState<readonly SourceChoice[]>();
  const [failure, setFailure] = useState<FailureFacts>();
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let wanted = true;
    const load = async (): Promise<void> => {
      try {
        const found = await desk.reportSources();
        if (wanted) setChoices(found);
      } catch (error) {
        if (wanted) setFailure(factsOf(error));
      }
    };
    setFailure(undefined);
    void load();
    return () => {
      wanted = false;
    };
  }, [desk, tries]);
  return { choices, failure, again: () => setTries(tries + 1) };
}

/** The first rows of each database, asked for once. */
function useSamples(desk: WorkbenchDesk, definition: ReportDefinition | undefined) {
  const [known, setKnown] = useState<ReadonlyMap<string, Sample['rows']>>(new Map());
  const load = async (source: Sample['source']): Promise<Sample> => {
    const rows = known.get(source.dataSource) ?? (await desk.sampleRows(source.connection, source.dataSource));
    setKnown((before) => new Map([...before, [source.dataSource, rows]]));
    return { source, rows };
  };
  const missing = definition?.sources.find(({ dataSource }) => !known.has(dataSource));
  useEffect(() => {
    // A preview that cannot be had hides nothing: the report itself reads the rows anew.
    if (missing !== undefined) void load(missing).catch(() => undefined);
  }, [missing?.dataSource]);
  return { known, load };
}
