import { extension } from './extension.ts';

/** Both browsers end a background that made no extension call for 30 s, even in mid-stream. */
const CALL_EVERY_MS = 20_000;
/** The shortest that Chrome allows: it brings a killed background back to its unfinished work. */
const ALARM_EVERY_MIN = 0.5;
export const AWAKE_ALARM = 'unfinished-work';

/** Keeps the background alive for as long as at least one piece of work runs, and has it restarted should it die anyway. */
export function createStayAwake(): { hold(): () => void } {
  let holders = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  const release = (): void => {
    holders -= 1;
    if (holders > 0) return;
    clearInterval(timer);
    timer = undefined;
    void extension.alarms.clear(AWAKE_ALARM);
  };
  return {
    hold() {
      holders += 1;
      timer ??= setInterval(() => void extension.runtime.getPlatformInfo(), CALL_EVERY_MS);
      if (holders === 1) void extension.alarms.create(AWAKE_ALARM, { periodInMinutes: ALARM_EVERY_MIN });
      let held = true;
      return () => {
        if (held) release();
        held = false;
      };
    },
  };
}
