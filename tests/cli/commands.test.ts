/** The commands as processes: what goes to stdout, what to stderr, and how they end. */
import { describe, expect, it } from 'vitest';
import { resnet } from './kit.ts';

describe('summary', () => {
  it("prints the note's lines first, then the table", async () => {
    const { code, stdout, stderr } = await resnet(['summary', '--model', 'resnet18']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.split('\n').slice(0, 6)).toEqual([
      'block 1 output: torch.Size([2, 64, 32, 32])',
      'block 2 output: torch.Size([2, 64, 32, 32])',
      'block 3 output: torch.Size([2, 128, 16, 16])',
      'block 4 output: torch.Size([2, 256, 8, 8])',
      'block 5 output: torch.Size([2, 512, 4, 4])',
      'torch.Size([2, 10])',
    ]);
    expect(stdout).toMatch(/^total +11,173,962 +555\.42 M$/m);
  });

  it('prints one JSON object of the agreed shape', async () => {
    const { stdout } = await resnet(['summary', '--model', 'resnet20', '--shortcut', 'identity', '--json']);
    const json = JSON.parse(stdout);
    expect(Object.keys(json)).toEqual(['model', 'input', 'parameters', 'macs', 'stages']);
    expect(json).toMatchObject({ model: 'resnet20', input: [1, 3, 32, 32], parameters: 269_722 });
    expect(json.macs / 1e6).toBeCloseTo(40.55, 2);
    expect(json.stages.map((s: { name: string }) => s.name)).toEqual([
      'stem',
      'layer1',
      'layer2',
      'layer3',
      'pool',
      'classifier',
    ]);
    for (const s of json.stages)
      expect(Object.keys(s)).toEqual(['name', 'output', 'parameters', 'macs', 'blocks']);
    expect(json.stages[2]).toMatchObject({ output: [1, 32, 16, 16], blocks: [{ name: 'layer2.0' }, {}, {}] });
  });

  it('takes another input size, batch size and stem', async () => {
    const { stdout } = await resnet(
      'summary --model resnet50 --stem imagenet --input-size 224 --classes 1000 --batch-size 4 --json'.split(
        ' ',
      ),
    );
    const json = JSON.parse(stdout);
    expect(json).toMatchObject({ input: [4, 3, 224, 224], parameters: 25_557_032 });
    expect(json.stages.at(-1).output).toEqual([4, 1000]);
  });
});

describe('mistakes', () => {
  it.each([
    ['a flag', 'train --epoch 3', /^resnet: train has no option --epoch: did you mean --epochs\?/],
    ['a command', 'trian', /^resnet: There is no command "trian": did you mean train\?/],
    [
      'a value',
      'summary --width 0',
      /^resnet: --width must be a whole number from 1 to 512, but it is "0"\.\n$/,
    ],
    ['a file', 'evaluate --weights /nowhere/x', /^resnet: The weights file \/nowhere\/x cannot be read/],
    ['no file', 'evaluate', /^resnet: evaluate needs --weights FILE/],
    ['nothing to leave blocks out of', 'ablate', /^resnet: ablate needs --weights FILE/],
    ['nothing to probe', 'probe', /^resnet: probe needs --weights FILE/],
    [
      'not weights',
      'evaluate --weights package.json',
      /^resnet: package\.json: This is JSON, not safetensors/,
    ],
    ['a folder of weights', 'evaluate --weights src', /^resnet: The weights file src is a folder/],
    [
      'weights without end',
      'evaluate --weights /dev/zero',
      /^resnet: The weights file \/dev\/zero is no file/,
    ],
    ['a folder', 'train --resume /nowhere', /^resnet: There is no run to resume in \/nowhere/],
  ])('%s: one line on stderr, nothing on stdout, a code that is not 0', async (_, line, message) => {
    const { code, stdout, stderr } = await resnet(line.split(' '));
    expect(code).toBeGreaterThan(0);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

describe('ways to call it', () => {
  // On Windows npm and npx are scripts of the shell.
  const shell = process.platform === 'win32' ? ['cmd', '/c'] : [];
  it.each([
    ['npx', [...shell, 'npx', '--offline', 'resnet']],
    ['npm', [...shell, 'npm', 'run', '-s', 'resnet', '--']],
  ])('%s: answers and errors come through', async (_, [command = '', ...rest]) => {
    const through = [command, ...rest] as const;
    const answer = await resnet(['summary', '--model', 'resnet8', '--json'], { through });
    expect(JSON.parse(answer.stdout)).toMatchObject({ model: 'resnet8', parameters: 78_042 });
    const mistake = await resnet(['trian'], { through });
    expect([mistake.code, mistake.stdout]).toEqual([2, '']);
    expect(mistake.stderr).toMatch(/^resnet: There is no command "trian"/);
  });
});

describe('help', () => {
  it('lists the commands, and the options of each', async () => {
    const all = await resnet(['--help']);
    expect(all.code).toBe(0);
    for (const name of ['summary', 'train', 'evaluate', 'prepare']) {
      expect(all.stdout).toContain(`\n  ${name} `);
      const { code, stdout } = await resnet([name, '--help']);
      expect(code).toBe(0);
      expect(stdout).toContain(`resnet ${name}: `);
    }
  });
});
