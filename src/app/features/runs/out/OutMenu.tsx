/** Saves what was measured of several runs: a menu of files. */
import { ActionIcon, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import type { SeveralFormat } from '../../../../formats/severalRuns.ts';
import { useOutWords } from '../../../i18n/out.ts';
import { namedRuns } from '../../../state/loggedRuns.ts';
import { useRunsState, useStores } from '../../../state/react.ts';
import { saveBlob } from '../../../ui/download.ts';
import { pack } from './packing/pack.ts';
import { useSaveReport } from './useSaveReport.ts';

const several = ['tensorboard', 'csv'] as const satisfies readonly SeveralFormat[];

export function OutMenu({ ids }: { readonly ids: readonly string[] }) {
  const words = useOutWords();
  const { overlay } = useStores();
  const runs = useRunsState((state) => state.runs);
  const [busy, setBusy] = useState(false);
  const chosen = ids.flatMap((id) => runs.find((run) => run.id === id) ?? []);
  const off = chosen.length === 0;
  const save = async (format: SeveralFormat) => {
    setBusy(true);
    try {
      const zip = await pack({ format, runs: namedRuns(chosen) });
      saveBlob(new Blob([zip], { type: 'application/zip' }), `resnet-runs-${format}.zip`);
    } catch {
      overlay.actions.notLoaded();
    } finally {
      setBusy(false);
    }
  };
  const saveReport = useSaveReport();
  return (
    <Menu position="bottom-start" shadow="md" disabled={off}>
      <Menu.Target>
        <ActionIcon
          variant="default"
          size={30}
          aria-label={words.save}
          title={words.save}
          disabled={off}
          loading={busy}
        >
          <IconDownload size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => saveReport(chosen)}>{words.report}</Menu.Item>
        {several.map((format) => (
          <Menu.Item key={format} onClick={() => save(format)}>
            {words[format]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
