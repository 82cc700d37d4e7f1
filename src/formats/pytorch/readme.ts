/**
 * `README.md` of an exported project. The text lies in project/README.md; its first two paragraphs, the title and where
 * the run stands, are replaced by those of the run.
 */

/** What a README says of the run that it goes with. */
export interface ReadmeFacts {
  /** Such as `resnet20`. */
  readonly model: string;
  /** What people call the data set. */
  readonly dataset: string;
  /** Epochs of the whole run. */
  readonly epochs: number;
  /** Epochs and steps done; absent where the weights belong to no run. */
  readonly done?: { readonly epoch: number; readonly step: number };
}

function whereItStands({ epochs, done }: ReadmeFacts): string {
  if (!done) return `The weights belong to no run: train.py starts a new one of ${epochs} epochs from them.`;
  const { epoch, step } = done;
  return `The run has done ${epoch} of its ${epochs} epochs (${step} steps): train.py goes on from there.`;
}

/** @param text What project/README.md holds. */
export function readmeMd(text: string, facts: ReadmeFacts): string {
  const [, , ...rest] = text.split('\n\n');
  // A person's own title may have several lines.
  const title = `# ${facts.model} on ${facts.dataset.replace(/\s+/g, ' ')}, in PyTorch`;
  return [title, `Exported from ResNet Playground. ${whereItStands(facts)}`, ...rest].join('\n\n');
}
