/** Whether an opened file fits the chosen network, in one sentence, and the way to choose the one that does. */

import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { specOf } from '../../../training/config.ts';
import type { FilePreview } from '../../../worker/protocol.ts';
import { type OpenedFileWords, useOpenedFileWords } from '../../i18n/openedFile.ts';
import { networkInFull } from '../../i18n/runTexts.ts';
import { useWords, type Words } from '../../i18n/words.ts';
import { useFiles, usePage } from '../../state/react.ts';
import iconLine from '../../ui/iconLine.module.css';
import { networksOf } from './FileFacts.tsx';
import { type Fit, fitOf } from './fit.ts';
import classes from './openFile.module.css';

function sentenceOf(fit: Fit, chosen: string, words: Words, files: OpenedFileWords): string {
  switch (fit.kind) {
    case 'fits':
      return files.fits(networkInFull(words, fit.spec));
    case 'other':
      return files.misfit(networksOf(words, files, fit.specs), chosen);
    case 'transfer':
      return files.transfer(networkInFull(words, fit.spec), fit.classes, fit.dataset, fit.ours);
    case 'none':
      return fit.problem ? words.problem(fit.problem) : files.unknownNetwork;
    default:
      return fit satisfies never;
  }
}

export function FitLine({ preview }: { readonly preview: FilePreview }) {
  const words = useWords();
  const files = useOpenedFileWords();
  const { actions } = useFiles();
  const config = usePage((state) => state.config);
  const fit = fitOf(preview, config);
  const Icon = fit.kind === 'fits' || fit.kind === 'transfer' ? IconCircleCheck : IconAlertTriangle;
  return (
    <>
      <p className={iconLine.line} role="status" data-testid="file-fit">
        <Icon size={18} aria-hidden />
        <span>{sentenceOf(fit, networkInFull(words, specOf(config)), words, files)}</span>
      </p>
      {fit.kind === 'other' && (
        <div className={classes.actions}>
          {fit.specs.map((spec) => (
            <Button key={spec.shortcut} variant="default" onClick={() => actions.useNetwork(spec)}>
              {files.useNetwork(networkInFull(words, spec))}
            </Button>
          ))}
        </div>
      )}
    </>
  );
}
