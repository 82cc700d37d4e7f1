/** What can be done with an opened file: measure it, train from its weights, go on with its run. */

import { Button, Progress } from '@mantine/core';
import type { FilePreview } from '../../../worker/protocol.ts';
import { useOpenedFileWords } from '../../i18n/openedFile.ts';
import { fewPicturesText } from '../../i18n/runTexts.ts';
import { useWords } from '../../i18n/words.ts';
import type { Evaluation, OpenFile } from '../../state/files.ts';
import { useFiles, usePage, useRunActive, useStores } from '../../state/react.ts';
import { withPictures } from '../../state/withPictures.ts';
import quiet from '../../ui/quiet.module.css';
import { fitOf } from './fit.ts';
import classes from './openFile.module.css';

function EvaluationLine({ evaluation }: { readonly evaluation: Evaluation }) {
  const words = useWords();
  const { figures, problem } = words;
  const files = useOpenedFileWords();
  switch (evaluation.type) {
    case 'progress': {
      const { done, total } = evaluation;
      const measured = files.evaluating(total > 0 ? figures.ofTotal(done, total) : figures.unknown);
      return (
        <>
          <p className={quiet.note}>{measured}</p>
          <Progress value={total > 0 ? (100 * done) / total : 0} size="sm" aria-label={measured} />
        </>
      );
    }
    case 'evaluated': {
      const { testAccuracy, testLoss, images } = evaluation;
      return (
        <>
          <p>{files.evaluated(figures.percent(testAccuracy), figures.loss(testLoss), images)}</p>
          <p>{fewPicturesText(words, testAccuracy, images)}</p>
        </>
      );
    }
    case 'failed':
      return evaluation.problem ? <p>{problem(evaluation.problem)}</p> : null;
    default:
      return evaluation satisfies never;
  }
}

interface FileActionsProps {
  readonly open: OpenFile;
  readonly preview: FilePreview;
}

/** The run in the file: with what it has left, or with more epochs where the page asks for more than it has done. */
function GoOn({ run }: { readonly run: NonNullable<FilePreview['run']> }) {
  const files = useOpenedFileWords();
  const { actions } = useFiles();
  const { overlay } = useStores();
  const active = useRunActive();
  const asked = usePage((state) => state.config.epochs);
  const { epochs } = run.config;
  const finished = run.epoch >= epochs;
  if (finished && asked <= epochs) return <p className={quiet.note}>{files.allDone(epochs)}</p>;
  return (
    <Button
      variant="default"
      title={files.goOnAt(run.step)}
      disabled={active}
      onClick={() =>
        withPictures(run.config.dataset, overlay.actions, () =>
          actions.goOnFromFile(finished ? asked : undefined),
        )
      }
    >
      {finished ? files.goOnTo(asked) : files.goOn}
    </Button>
  );
}

export function FileActions({ open, preview }: FileActionsProps) {
  const { problem } = useWords();
  const files = useOpenedFileWords();
  const { actions } = useFiles();
  const { overlay } = useStores();
  const active = useRunActive();
  const dataset = usePage((state) => state.config.dataset);
  const fit = usePage((state) => fitOf(preview, state.config).kind);
  const { evaluation } = open;
  const evaluating = evaluation?.type === 'progress';
  // The network of a checkpoint is part of its run.
  const { run, runProblem } = preview;
  return (
    <>
      <div className={classes.actions}>
        <Button
          variant="default"
          title={files.evaluateHelp}
          disabled={fit !== 'fits' || active}
          onClick={evaluating ? actions.stopEvaluation : actions.evaluate}
        >
          {evaluating ? files.stopEvaluation : files.evaluate}
        </Button>
        <Button
          variant="default"
          title={files.trainFromHelp}
          disabled={(fit !== 'fits' && fit !== 'transfer') || active}
          onClick={() => withPictures(dataset, overlay.actions, actions.trainFromFile)}
        >
          {files.trainFrom}
        </Button>
        {run && <GoOn run={run} />}
      </div>
      {active && <p className={quiet.note}>{files.whenOver}</p>}
      {runProblem && <p className={quiet.note}>{files.runProblem(problem(runProblem))}</p>}
      <div role="status">{evaluation && <EvaluationLine evaluation={evaluation} />}</div>
    </>
  );
}
