/** Runs the real command as a person would: in a process of its own, with no help from the environment. */
import { spawn } from 'node:child_process';

export interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The GPU driver must be found without being pointed to, and compiles as it does for a person. */
const hidden = [
  'VK_ICD_FILENAMES',
  'VK_DRIVER_FILES',
  'XDG_RUNTIME_DIR',
  'GALLIVM_PERF',
  'LP_NATIVE_VECTOR_WIDTH',
];

export interface ResnetOptions {
  /** Called with every whole line of stdout. May send the process a signal, or stop reading what it writes. */
  readonly onLine?: (
    line: string,
    signal: (name: NodeJS.Signals) => void,
    close: (stream: 'stdout' | 'stderr') => void,
  ) => void;
  /** Ends the process, and all that it started, with nothing left to wait for. */
  readonly overdue?: AbortSignal;
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** What a person types in front of the command; the file behind all of these where nothing is said. */
  readonly through?: readonly [string, ...string[]];
}

/** `resnet …` */
export function resnet(
  args: readonly string[],
  {
    onLine,
    overdue,
    env: more,
    through: [command, ...first] = [process.execPath, 'bin/resnet.mjs'],
  }: ResnetOptions = {},
): Promise<Result> {
  const known = Object.entries(process.env).filter(([name]) => !hidden.includes(name));
  const env = { ...Object.fromEntries(known), ...more };
  return new Promise((resolve, reject) => {
    // A process group of its own: a signal to it is what Ctrl-C is in a terminal.
    const child = spawn(command, [...first, ...args], { env, detached: true });
    const signal = (name: NodeJS.Signals) => {
      if (child.pid !== undefined) process.kill(-child.pid, name);
    };
    const kill = () => signal('SIGKILL');
    overdue?.addEventListener('abort', kill);
    let stdout = '';
    let stderr = '';
    let rest = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk;
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine?.(line, signal, (stream) => child[stream].destroy());
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      overdue?.removeEventListener('abort', kill);
      resolve({ code, stdout, stderr });
    });
  });
}
