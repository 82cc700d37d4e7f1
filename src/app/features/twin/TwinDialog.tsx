/** The measured twin: trains a network and its plain twin from one seed, and says in two sentences what was found. */
import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { normKinds } from '../../../model/spec.ts';
import { defaultConfig, type RunConfig } from '../../../training/settings.ts';
import { useTwinWords } from '../../i18n/twin.ts';
import { useWords } from '../../i18n/words.ts';
import { timeOf } from '../../state/estimate.ts';
import { pairsOf } from '../../state/pairs.ts';
import { isPlain } from '../../state/plain.ts';
import { usePage, useRunActive, useRunsState, useStores } from '../../state/react.ts';
import { withPictures } from '../../state/withPictures.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import type { DialogProps } from '../../ui/LazyDialog.tsx';
import { SourceLink } from '../../ui/sources.tsx';
import { Findings } from './Findings.tsx';
import { looksOf } from './looks.ts';
import { Missing } from './Missing.tsx';
import { readyConfig } from './ready.ts';
import classes from './TwinDialog.module.css';
import { trainBothOf } from './trainBoth.ts';
import { useNetworkName } from './useNetworkName.ts';

type Which = 'ready' | 'mine';

/** The residual one of both. */
function useChosen(which: Which, norm: RunConfig['norm']): RunConfig {
  const config = usePage((state) => state.config);
  const shortcutKind = usePage((state) => state.shortcutKind);
  return useMemo(() => {
    if (which === 'ready') {
      return readyConfig({ ...defaultConfig, seed: config.seed, engine: config.engine }, norm);
    }
    // A plain network cannot grow: what both do is to stay as they are.
    return { ...config, depthAt: [], ...(isPlain(config) && { shortcut: shortcutKind }) };
  }, [which, norm, config, shortcutKind]);
}

/** How long both will take. */
function Takes({ config }: { readonly config: RunConfig }) {
  const words = useTwinWords();
  const { estimate } = useWords();
  const device = usePage((state) => state.device);
  const speeds = useStore(useStores().speeds, (state) => state.speeds);
  if (!device) return null;
  const seconds = 2 * timeOf(config, device, speeds).runSeconds;
  return <> {words.takes(estimate.duration(seconds))}</>;
}

function Begin({ onStart }: { readonly onStart: () => void }) {
  const words = useTwinWords();
  const nameOf = useNetworkName();
  const stores = useStores();
  const both = trainBothOf(stores.page, stores.overlay);
  const doing = useStore(both.store, (state) => state.doing);
  const active = useRunActive();
  const [which, setWhich] = useState<Which>('ready');
  const [norm, setNorm] = useState<RunConfig['norm']>('batch');
  const config = useChosen(which, norm);
  const { epochs, trainImages } = config;
  const names = [config, { ...config, shortcut: 'none' as const }].map(nameOf);
  return (
    <>
      <SegmentedControl
        fullWidth
        aria-label={words.which}
        value={which}
        onChange={(value) => setWhich(value as Which)}
        data={[
          { value: 'ready', label: words.ready },
          { value: 'mine', label: words.mine },
        ]}
      />
      {which === 'ready' && (
        <SegmentedControl
          fullWidth
          mt={6}
          aria-label={words.norm}
          value={norm}
          onChange={(value) => setNorm(value as RunConfig['norm'])}
          data={normKinds.map((value) => ({ value, label: words.norms[value] }))}
        />
      )}
      <p className={classes.text}>
        {words.plan(names[0] ?? '', names[1] ?? '', epochs, trainImages)}
        <Takes config={config} />
      </p>
      <div className={classes.buttons}>
        <Button
          data-autofocus
          disabled={active}
          onClick={() =>
            withPictures(config.dataset, stores.overlay.actions, () => {
              both.start(config);
              onStart();
            })
          }
        >
          {words.train}
        </Button>
        {active && <span className={classes.aside}>{doing ? words.doing[doing] : words.busy}</span>}
      </div>
    </>
  );
}

function Found({ onShow }: { readonly onShow: () => void }) {
  const words = useTwinWords();
  const nameOf = useNetworkName();
  const runs = useRunsState((state) => state.runs);
  const pairs = useMemo(() => pairsOf(runs), [runs]);
  const [chosen, setChosen] = useState<string>();
  const pair = pairs.find(({ plain }) => plain.id === chosen) ?? pairs[0];
  if (!pair) return <Missing runs={runs} onStart={onShow} otherwise={words.noPair} />;
  return (
    <>
      <h3 className={classes.heading}>{words.found}</h3>
      {pairs.length > 1 && (
        <NativeSelect
          aria-label={words.pair}
          value={pair.plain.id}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={pairs.map(({ residual, plain }) => ({
            value: plain.id,
            label: `${nameOf(residual.config)}${words.without(residual.config.norm)}: ${words.pairOf(residual.name, plain.name)}`,
          }))}
        />
      )}
      <Findings key={pair.plain.id} pair={pair} onShow={onShow} />
      <Missing runs={runs} onStart={onShow} />
    </>
  );
}

function Sources() {
  const words = useTwinWords();
  return (
    <p className={classes.aside}>
      {words.sources} <SourceLink of="he2015" section="4.1" />; <SourceLink of="balduzzi2017" />
    </p>
  );
}

export function TwinDialog({ opened, onClose }: DialogProps) {
  const words = useTwinWords();
  const { client } = useStores();
  const close = () => {
    // Nothing is measured that nobody sees.
    looksOf(client).stop();
    onClose();
  };
  return (
    <Dialog opened={opened} onClose={close} title={words.title} size={720}>
      <p className={classes.text}>{words.what}</p>
      <Begin onStart={close} />
      <Found onShow={close} />
      <Sources />
    </Dialog>
  );
}
