import type { LogLine } from '../../model/log-line';

/** A log as a text file: one line each, as it is on the glass, masks included. Pure. */

const two = (n: number) => String(n).padStart(2, '0');

/** `2026-11-22 14:31:32.110`, local time: a file is read on other days, and by programs. */
const stampOf = (at: number): string => {
  const time = new Date(at);
  const date = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  const clock = `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
  return `${date} ${clock}.${String(time.getMilliseconds()).padStart(3, '0')}`;
};

export const logText = (lines: readonly LogLine[], mask: string): string =>
  lines
    .map((line) => {
      let text = '';
      let from = 0;
      for (const [start, length] of line.masked ?? []) {
        text += `${line.text.slice(from, start)}[${mask}]`;
        from = start + length;
      }
      text += line.text.slice(from);
      return `${stampOf(line.at)} ${line.sent ? '>' : (line.level ?? ' ')} ${line.file ? `${line.file}: ` : ''}${text}\n`;
    })
    .join('');

/** `console-ESP32-2026-11-22-143132.txt` */
export const logFileName = (port: string, now: number): string =>
  `console-${port.replace(/[^\w.-]+/g, '-')}-${stampOf(now).slice(0, 19).replaceAll(':', '').replace(' ', '-')}.txt`;
