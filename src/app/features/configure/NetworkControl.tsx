/** How deep the network is, as a row of the known ones, and of which family: thin ones for small pictures or wide ones. */

import { SegmentedControl } from '@mantine/core';
import { useMemo } from 'react';
import { isPresetName, presets } from '../../../model/presets.ts';
import { depthOf } from '../../../model/spec.ts';
import { summaryOf } from '../../../model/summary.ts';
import { presetOfConfig, specOf } from '../../../training/config.ts';
import { namedKeys, type RunConfig } from '../../../training/settings.ts';
import { networkText } from '../../i18n/runTexts.ts';
import { useWords } from '../../i18n/words.ts';
import { useActions, useHidden, useLocked, usePage } from '../../state/react.ts';
import { isActive } from '../../state/run.ts';
import { canBecome } from '../../state/sameNetwork.ts';
import { describedBy } from '../../ui/Field.tsx';
import classes from './Controls.module.css';
import { type Family, families, familyOf, layersOf, nearestOf, networksOf } from './families.ts';
import { NextRunField } from './NextRunField.tsx';

const id = 'network';
/** The value of the row where no named network is set: none of its items. */
const custom = '';

function FamilySwitch() {
  const words = useWords();
  const { choosePreset } = useActions();
  const config = usePage((state) => state.config);
  return (
    <SegmentedControl
      className={classes.family}
      size="xs"
      aria-label={words.model.family}
      value={familyOf(config)}
      data={families.map((value) => ({ value, label: words.model[value] }))}
      disabled={useLocked(...namedKeys)}
      onChange={(family) => choosePreset(nearestOf(family as Family, config))}
    />
  );
}

/** `ResNet-20 · 0.27 M parameters`, or the blocks of a network without a name. */
function Facts() {
  const words = useWords();
  const config = usePage((state) => state.config);
  const facts = useMemo(() => {
    const spec = specOf(config);
    return { depth: depthOf(spec), parameters: summaryOf(spec).parameters };
  }, [config]);
  // The line is short; whether there is batch norm stands at the head of the network.
  const name = presetOfConfig(config)
    ? networkText(words, { ...config, norm: 'batch' })
    : words.model.customNetwork(config.blocks.join('·'), facts.depth);
  return (
    <p className={classes.facts} data-testid="network-facts">
      {`${name} · ${words.model.parameters(words.figures.millions(facts.parameters))}`}
    </p>
  );
}

export function NetworkControl() {
  const words = useWords();
  const { choosePreset, changeDepth } = useActions();
  const config = usePage((state) => state.config);
  const trains = usePage(({ run }) => (isActive(run) ? run.config : undefined));
  const becomes = (then: RunConfig) => trains !== undefined && canBecome(trains, then);
  const live = becomes(config);
  const family = usePage((state) => familyOf(state.config));
  const preset = usePage((state) => presetOfConfig(state.config));
  const locked = useLocked('blocks');
  if (useHidden('blocks')) return null;
  return (
    <NextRunField
      id={id}
      label={words.model.preset}
      help={words.model.presetHelp}
      readMore="network"
      live={live}
      note={locked ? words.training.fixed : undefined}
    >
      <FamilySwitch />
      <SegmentedControl
        className={classes.depths}
        size="xs"
        fullWidth
        disabled={locked}
        aria-label={words.model.layers}
        aria-describedby={describedBy(id)}
        value={preset ?? custom}
        data={networksOf(family).map((value) => ({ value, label: String(layersOf(value)) }))}
        onChange={(name) => {
          if (!isPresetName(name)) return;
          choosePreset(name);
          // The network that trains becomes it too.
          if (live && becomes({ ...config, ...presets[name] }))
            changeDepth({ kind: 'set', blocks: presets[name].blocks });
        }}
      />
      <Facts />
    </NextRunField>
  );
}
