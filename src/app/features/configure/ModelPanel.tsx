/**
 * The choice of the network: a preset, or stages and blocks by hand. Every control is made from the table of settings
 * except the steppers of the stages and the residual switch.
 */

import { NativeSelect, Switch, Text } from '@mantine/core';
import { useId, useState } from 'react';
import { isPresetName, presetNames, presets } from '../../../model/presets.ts';
import { depthOf, specLimits } from '../../../model/spec.ts';
import { presetOfConfig, specOf } from '../../../training/config.ts';
import { keysOfGroup, settings } from '../../../training/settings.ts';
import { useWords } from '../../i18n/words.ts';
import { sectionOf } from '../../state/help.ts';
import { useActions, usePage, useRunActive } from '../../state/react.ts';
import field from '../../ui/Field.module.css';
import { describedBy, Field, inputAttributes } from '../../ui/Field.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Stepper } from '../../ui/Stepper.tsx';
import classes from './ModelPanel.module.css';
import { SettingControl } from './SettingControl.tsx';

const custom = 'custom';

function PresetSelect() {
  const words = useWords();
  const id = useId();
  const { choosePreset } = useActions();
  const preset = usePage((state) => presetOfConfig(state.config));
  const options = (stages: number) =>
    presetNames
      .filter((name) => presets[name].blocks.length === stages)
      .map((value) => ({ value, label: words.model.presetName(value) }));
  return (
    <Field id={id} label={words.model.preset} help={words.model.presetHelp}>
      <NativeSelect
        id={id}
        attributes={inputAttributes(id)}
        value={preset ?? custom}
        data={[
          { group: words.model.thin, items: options(3) },
          { group: words.model.wide, items: options(4) },
          ...(preset ? [] : [{ value: custom, label: words.model.custom }]),
        ]}
        onChange={(event) => {
          const name = event.currentTarget.value;
          if (isPresetName(name)) choosePreset(name);
        }}
      />
    </Field>
  );
}

function StageStepper() {
  const words = useWords();
  const id = useId();
  const { set } = useActions();
  const blocks = usePage((state) => state.config.blocks);
  // A new stage starts as deep as the last one.
  const setStages = (n: number) =>
    set('blocks', n < blocks.length ? blocks.slice(0, n) : [...blocks, blocks[blocks.length - 1] ?? 1]);
  return (
    <Field id={id} label={words.model.stages} help={words.model.stagesHelp} group>
      <Stepper label={words.model.stages} value={blocks.length} {...specLimits.stages} onChange={setStages} />
    </Field>
  );
}

function BlockSteppers() {
  const words = useWords();
  const id = useId();
  const { set } = useActions();
  const blocks = usePage((state) => state.config.blocks);
  const { label, help } = words.settings.blocks;
  return (
    <Field
      id={id}
      label={label}
      help={help}
      source={settings.blocks.source}
      readMore={sectionOf.blocks}
      group
    >
      <div className={classes.steppers}>
        {blocks.map((count, index) => {
          const stage = `layer${index + 1}`;
          return (
            <div key={stage}>
              <Text size="xs" c="dimmed">
                {stage}
              </Text>
              <Stepper
                label={words.model.blocksOf(stage)}
                value={count}
                {...specLimits.blocksPerStage}
                onChange={(n) => set('blocks', blocks.with(index, n))}
              />
            </div>
          );
        })}
      </div>
    </Field>
  );
}

/**
 * The lesson of the paper in one move: the same network with and without its shortcuts. The switch and the choice of the
 * kind of shortcut are one setting; switched on again it is of the kind that it was.
 */
function ResidualSwitch() {
  const words = useWords();
  const id = useId();
  const { set } = useActions();
  const { off, default: first } = settings.shortcut;
  const kind = usePage((state) => state.config.shortcut);
  const [on, setOn] = useState(kind === off ? first : kind);
  if (kind !== off && kind !== on) setOn(kind);
  const { residual: label, residualHelp } = words.model;
  return (
    <Field
      id={id}
      label={label}
      help={residualHelp}
      source={settings.shortcut.source}
      readMore="residual"
      wide
    >
      <Switch
        id={id}
        aria-describedby={describedBy(id)}
        checked={kind !== off}
        onChange={(event) => set('shortcut', event.currentTarget.checked ? on : off)}
      />
    </Field>
  );
}

export function ModelPanel() {
  const words = useWords();
  const active = useRunActive();
  const depth = usePage((state) => depthOf(specOf(state.config)));
  const rest = keysOfGroup('model').filter((key) => key !== 'blocks');
  return (
    <Panel title={words.model.title} aside={active ? words.training.nextRunHelp : words.model.depth(depth)}>
      <div className={field.grid}>
        <PresetSelect />
        <StageStepper />
      </div>
      <BlockSteppers />
      <div className={field.grid}>
        <ResidualSwitch />
        {rest.map((key) => (
          <SettingControl key={key} settingKey={key} />
        ))}
      </div>
    </Panel>
  );
}
