import type { DayBar } from '../../lib/activity/history.ts';
import { DAY_MS } from '../../lib/activity/day.ts';

const STEP = 6;
const WIDTH = 4;
const HEIGHT = 24;
/** Room for the mark above a day with trouble: it is told from the others without colour. */
const MARK = 8;
/** Minutes of a day would not be seen: trouble takes so much of a bar at least. */
const LEAST = 0.25;

/**
 * One thin bar a day: whole where all went well, its upper part set off and marked where an incident lasted, a low tick
 * where nothing was asked. Drawn by attributes alone, as the pages' policy allows no style in place.
 */
export function DayBars({ bars, label }: { readonly bars: readonly DayBar[]; readonly label: string }) {
  const width = bars.length * STEP - (STEP - WIDTH);
  return (
    <svg
      class="day-bars"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${MARK + HEIGHT}`}
      preserveAspectRatio="none"
    >
      {bars.map((bar, at) => (
        <Day key={bar.day} bar={bar} x={at * STEP} />
      ))}
    </svg>
  );
}

function Day({ bar: { calls, troubleMs }, x }: { readonly bar: DayBar; readonly x: number }) {
  if (troubleMs > 0) {
    const trouble = Math.max(LEAST, Math.min(1, troubleMs / DAY_MS)) * HEIGHT;
    return (
      <g>
        <rect class="bad" x={x} y={0} width={WIDTH} height={WIDTH} />
        <rect class="bad" x={x} y={MARK} width={WIDTH} height={trouble} />
        <rect class="well" x={x} y={MARK + trouble + 2} width={WIDTH} height={Math.max(0, HEIGHT - trouble - 2)} />
      </g>
    );
  }
  if (calls === 0) return <rect class="none" x={x} y={MARK + HEIGHT - 2} width={WIDTH} height={2} />;
  return <rect class="well" x={x} y={MARK} width={WIDTH} height={HEIGHT} />;
}
