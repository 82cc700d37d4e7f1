/**
 * The drawer of all settings but those of the column: from the left over the stage, on a phone a sheet from below. Its script comes
 * when it is first opened. A row each, from the table of settings; rows that differ from the default are marked.
 */

import { Button, Drawer, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconPlaylistAdd, IconSearch } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { SettingGroup } from '../../../training/settingKinds.ts';
import { type SettingKey, settings } from '../../../training/settings.ts';
import { useAction } from '../../actions/useAction.ts';
import { useDrawerWords } from '../../i18n/drawer.ts';
import { useWords } from '../../i18n/words.ts';
import { usePage, useRunActive, useStage, useStageState } from '../../state/react.ts';
import { onHelpKey } from '../../ui/Field.tsx';
import type { DialogProps } from '../../ui/LazyDialog.tsx';
import quiet from '../../ui/quiet.module.css';
import { drawerKeys, found } from './changed.ts';
import { EstimateSection } from './EstimateSection.tsx';
import { RecipeControl } from './RecipeControl.tsx';
import { SchedulePreview } from './SchedulePreview.tsx';
import { SettingControl } from './SettingControl.tsx';
import classes from './SettingsForm.module.css';
import { ShortcutControl } from './ShortcutControl.tsx';
import { BlockSteppers, StageStepper } from './StageControls.tsx';

const groups = ['model', 'run', 'optimizer', 'schedule', 'data'] as const satisfies readonly SettingGroup[];

/** Settings whose rows are not made from the table alone. */
const rows: Readonly<Partial<Record<SettingKey, ReactNode>>> = {
  blocks: (
    <>
      <StageStepper />
      <BlockSteppers />
    </>
  ),
  shortcut: <ShortcutControl />,
};

/** Takes all settings back to their defaults; the toast that follows offers the way back. */
function ResetButton() {
  const words = useWords();
  const { label, help, possible, perform } = useAction('reset');
  return (
    <Button
      variant="default"
      disabled={!possible}
      title={possible ? help : words.flow.resetWhenOver}
      onClick={perform}
    >
      {label}
    </Button>
  );
}

/** Opens the dialog that makes several runs of lists of settings. */
function SeveralButton() {
  const { actions } = useStage();
  const { label, help, perform } = useAction('several');
  const open = () => {
    actions.closeSettings();
    perform();
  };
  return (
    <Button
      className={classes.several}
      variant="default"
      aria-haspopup="dialog"
      leftSection={<IconPlaylistAdd size={16} aria-hidden />}
      title={help}
      onClick={open}
    >
      {label}
    </Button>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className={classes.section}>
      <h3 className={classes.heading}>{title}</h3>
      {children}
    </div>
  );
}

function Sections() {
  const words = useWords();
  const drawer = useDrawerWords();
  const active = useRunActive();
  const [query, setQuery] = useState('');
  // Where a setting is wanted, its own control takes the focus.
  const wanted = useStageState((state) => state.wanted);
  const [isFirst] = useState(wanted === undefined);
  const assignment = usePage((state) => state.assignment);
  const offered = drawerKeys.filter((key) => !assignment?.hides(key));
  const keys = found(offered, query, (key) => `${words.settings[key].label} ${words.settings[key].help}`);
  const shown = groups.filter((group) => keys.some((key) => settings[key].group === group));
  return (
    <section aria-label={words.training.allSettings} onKeyDown={onHelpKey}>
      <div className={classes.tools}>
        <TextInput
          className={classes.search}
          type="search"
          data-autofocus={isFirst || undefined}
          aria-label={drawer.search}
          placeholder={drawer.search}
          leftSection={<IconSearch size={14} aria-hidden />}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        <ResetButton />
      </div>
      <SeveralButton />
      <p className={quiet.note}>{active ? drawer.nextRunHelp : words.training.helpKey}</p>
      {query.trim() === '' && <RecipeControl />}
      {shown.map((group) => (
        <Section key={group} title={drawer.group(group)}>
          {keys
            .filter((key) => settings[key].group === group)
            .map((key) => (
              <div key={key}>{rows[key] ?? <SettingControl settingKey={key} />}</div>
            ))}
          {group === 'schedule' && <SchedulePreview />}
        </Section>
      ))}
      {shown.length === 0 && <p role="status">{drawer.notFound(query)}</p>}
      {query.trim() === '' && (
        <Section title={words.estimate.title}>
          <EstimateSection />
        </Section>
      )}
    </section>
  );
}

export function SettingsForm({ opened, onClose }: DialogProps) {
  const words = useWords();
  const drawer = useDrawerWords();
  const phone = useMediaQuery('(max-width: 699px)', false, { getInitialValueInEffect: false });
  return (
    <Drawer
      classNames={{ header: classes.header, body: classes.body, title: classes.title }}
      attributes={{ header: { role: 'presentation' } }}
      opened={opened}
      onClose={onClose}
      title={words.training.allSettings}
      position={phone ? 'bottom' : 'left'}
      size={phone ? '88dvh' : 420}
      padding="md"
      transitionProps={{ duration: 140 }}
      overlayProps={{ backgroundOpacity: 0.25 }}
      closeButtonProps={{ 'aria-label': drawer.close }}
    >
      <Sections />
    </Drawer>
  );
}
