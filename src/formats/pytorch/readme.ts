/** `README.md` and `requirements.txt` of an exported project. */
import type { RunConfig } from '../../training/settings.ts';

/** What a README says of the run that it goes with. */
export interface ReadmeFacts {
  /** Such as `resnet20`. */
  readonly model: string;
  readonly config: RunConfig;
  /** Epochs done; undefined where weights belong to no run. */
  readonly epoch?: number;
  readonly step?: number;
  readonly hasSlots: boolean;
}

function whereItStands({ config, epoch, step }: ReadmeFacts): string {
  if (epoch === undefined || step === undefined) {
    return `The weights belong to no run: train.py starts a new one of ${config.epochs} epochs from them.`;
  }
  return `The run has done ${epoch} of its ${config.epochs} epochs (${step} steps): train.py goes on from there.`;
}

/** The text of `README.md`. */
export function readmeMd(facts: ReadmeFacts): string {
  const { model, config, hasSlots } = facts;
  const optimizer = hasSlots
    ? `| optimizer.safetensors | what ${config.optimizer === 'sgd' ? 'SGD' : 'AdamW'} remembers of every parameter |\n`
    : '';
  return `# ${model} on CIFAR-10, in PyTorch

Exported from ResNet Playground. ${whereItStands(facts)}

\`\`\`sh
pip install -r requirements.txt
python train.py                            # one GPU, or the CPU where there is none
torchrun --nproc_per_node=4 train.py       # four GPUs; two processes on a CPU: --nproc_per_node=2
python train.py --from out --out out       # go on with what the last call left
\`\`\`

CIFAR-10 is downloaded to \`data\` by torchvision. Without a network, give \`--data\` the \`public/cifar10\` folder of
ResNet Playground. \`python train.py --help\` lists the other options.

| file | holds |
|---|---|
| model.py | the network |
| cifar10.py | pictures and augmentation |
| optimizer.py | schedule and optimizer |
| processes.py | one process or many |
| storage.py | reading and writing the run |
| train.py | the loop |
| run.json | settings, position, results so far |
| weights.safetensors | weights and running statistics |
${optimizer}
\`out\` then holds the same three kinds of files, and \`best.safetensors\`. ResNet Playground reads the weights back:
\`npm run -s resnet -- evaluate --weights out/weights.safetensors\`, or Import on the page.

## What goes on, and what differs

- Weights, optimizer state, step, schedule, augmentation, normalisation and label smoothing go on as they were. The
  order of the pictures and the draws of the augmentation come from PyTorch's generator, so that the curve goes on, but not
  bit for bit. Of an epoch that was under way, the steps that are left take their pictures from the new order.
- The batch size is that of all processes together, which share every batch. Gradients, and with them the learning rate,
  do not depend on how many there are.
- Several GPUs normalise by the whole batch (SyncBatchNorm), as one does; \`--no-sync-bn\` is faster, but each then sees
  a share of the batch only. On the CPU, where PyTorch has no SyncBatchNorm, several processes always do so.
`;
}

/** The text of `requirements.txt`. torchvision 0.16 is the one made for torch 2.1. */
export const requirementsTxt = (): string => `torch>=2.1
torchvision>=0.16
safetensors>=0.4
numpy>=1.24
pillow>=9.4
`;
