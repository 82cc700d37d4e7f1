/** The card at the end of a run: how good the network is, what it took, and what to do next. Where it stands is in `EndCard.tsx`. */

import { Button, CloseButton } from '@mantine/core';
import { type Icon, IconLink, IconPhoto } from '@tabler/icons-react';
import { type ReactNode, useMemo, useState } from 'react';
import { isReady } from '../../../data/sets/index.ts';
import { datasetOf } from '../../../training/config.ts';
import { copyLinkTo } from '../../actions/named.ts';
import { useAction, useActionContext } from '../../actions/useAction.ts';
import { useWords } from '../../i18n/words.ts';
import { linkTo } from '../../state/overlay.ts';
import { pairsOf } from '../../state/pairs.ts';
import { useRunsState, useStores } from '../../state/react.ts';
import { usePictures } from '../../state/reactFrames.ts';
import type { Run } from '../../state/run.ts';
import { saveBlob } from '../../ui/download.ts';
import quiet from '../../ui/quiet.module.css';
import { samplesAddress } from '../../ui/samplesAddress.ts';
import classes from './ResultCard.module.css';
import { type Result, resultOf } from './result.ts';

/** The row of sample pictures that lies beside the page; undefined where it cannot be had, for the card is worth having without. */
async function loadSamples(run: Run): Promise<ImageBitmap | undefined> {
  try {
    const response = await fetch(samplesAddress(datasetOf(run.config)));
    return response.ok ? await createImageBitmap(await response.blob()) : undefined;
  } catch {
    return undefined;
  }
}

const none: readonly number[] = [];

/** The sample pictures of an own set, which the worker has; none of a ready one. */
function useOwnSamples({ config }: Run): readonly (Uint8Array | undefined)[] {
  const { name, samples } = datasetOf(config);
  const numbers = useMemo(() => (isReady(name) ? none : samples.map(({ index }) => index)), [name, samples]);
  return usePictures(config.dataset, numbers);
}

interface ShortButtonProps {
  readonly icon: Icon;
  /** The word that there is room for, which is part of the name. */
  readonly text: string;
  readonly name: string;
  readonly onClick: () => void;
}

function ShortButton({ icon: ButtonIcon, text, name, onClick }: ShortButtonProps) {
  return (
    <Button
      variant="default"
      leftSection={<ButtonIcon size={16} aria-hidden />}
      aria-label={name}
      title={name}
      onClick={onClick}
    >
      {text}
    </Button>
  );
}

function SavePicture({ run, result }: { readonly run: Run; readonly result: Result }) {
  const words = useWords();
  const [failed, setFailed] = useState(false);
  const own = useOwnSamples(run);
  const save = async () => {
    try {
      const { resultPicture, rowOf } = await import('./resultPicture.ts');
      const link = linkTo(run.config, location.href).replace(/^https?:\/\//, '');
      const samples = isReady(run.config.dataset) ? await loadSamples(run) : rowOf(own);
      const picture = await resultPicture(result, samples, words.page.title, link);
      saveBlob(picture, `${result.network}-${result.accuracy}.png`.replaceAll(/[^\p{L}\p{N}.]+/gu, '-'));
      setFailed(false);
    } catch {
      setFailed(true);
    }
  };
  return (
    <>
      <ShortButton icon={IconPhoto} text={words.run.save} name={words.run.savePicture} onClick={save} />
      {failed && (
        <p className={quiet.note} role="alert">
          {words.diagram.exportFailed}
        </p>
      )}
    </>
  );
}

/** Both of a pair are there: what they came to stands side by side. */
function ShowTwins() {
  const words = useWords();
  const { overlay } = useStores();
  return (
    <Button
      className={classes.twin}
      variant="filled"
      aria-haspopup="dialog"
      onClick={() => overlay.actions.open('twin')}
    >
      {words.run.showTwins}
    </Button>
  );
}

/** Whether the run's twin was trained to its end too. */
const useHasTwin = (id: string): boolean =>
  useRunsState(({ runs }) =>
    pairsOf(runs).some(({ residual, plain }) => residual.id === id || plain.id === id),
  );

/** The question that the result raises: how does it go with the shortcuts the other way? One press trains the twin. */
function TrainTwin() {
  const plain = useAction('plainTwin');
  const residual = useAction('residualTwin');
  const { label, help, perform } = plain.possible ? plain : residual;
  if (!plain.possible && !residual.possible) return null;
  return (
    <Button className={classes.twin} variant="filled" title={help} onClick={perform}>
      {label}
    </Button>
  );
}

export interface ResultCardProps {
  readonly run: Run;
  readonly onClose: () => void;
  /** What stands in its place where there is no result. */
  readonly children?: ReactNode;
}

export function ResultCard({ run, onClose, children }: ResultCardProps) {
  const words = useWords();
  const context = useActionContext();
  const hasTwin = useHasTwin(run.id);
  const result = resultOf(run, words);
  if (!result) return children;
  return (
    <section className={classes.card} aria-label={words.run.resultOf(result.network)} data-testid="end-card">
      <div className={classes.head}>
        <b className={classes.accuracy}>{result.accuracy}</b>
        <span className={classes.line}>{words.run.testAccuracyOf(result.network)}</span>
        <CloseButton size={24} aria-label={words.page.dismiss} onClick={onClose} />
      </div>
      <p className={classes.line}>{result.effort}</p>
      {result.certainty && <p className={classes.line}>{result.certainty}</p>}
      <div className={classes.buttons}>
        {hasTwin ? <ShowTwins /> : <TrainTwin />}
        <SavePicture run={run} result={result} />
        <ShortButton
          icon={IconLink}
          text={words.run.link}
          name={words.run.linkToRun}
          onClick={() => copyLinkTo(run.config, context)}
        />
      </div>
    </section>
  );
}
