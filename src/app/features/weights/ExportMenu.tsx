/** Saves the weights of a run as a file: a menu of formats, for the latest weights and for those of the best epoch. */
import './files.css';
import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { KeptPart } from '../../../worker/checkpoints.ts';
import { exportText } from '../../i18n/runTexts.ts';
import { useWords } from '../../i18n/words.ts';
import { exportChoices } from '../../state/fileNames.ts';
import { useFiles, useFilesState } from '../../state/files.ts';
import { useWhose } from './useWhose.ts';

interface ExportMenuProps {
  readonly runId: string | undefined;
  /** What the button is called where its word alone does not say which run it is about. */
  readonly label?: string;
}

export function ExportMenu({ runId, label }: ExportMenuProps) {
  const words = useWords();
  const { files, figures } = words;
  const { actions } = useFiles();
  const whose = useWhose(runId);
  const exporting = useFilesState((state) => state.exporting);
  const items = (part: KeptPart) =>
    exportChoices(part).map((choice) => (
      <Menu.Item
        key={exportText(words, choice)}
        onClick={() => whose && actions.exportRun(whose.runId, choice)}
      >
        {exportText(words, choice)}
      </Menu.Item>
    ));
  const off = !whose || exporting !== undefined;
  const title = whose ? files.exportHelp : files.nothingYet;
  return (
    <Menu position="bottom-end" shadow="md" withinPortal={false} disabled={off}>
      <Menu.Target>
        <Button
          variant="default"
          className="file-button"
          leftSection={<IconDownload size={16} aria-hidden />}
          aria-label={label}
          title={title}
          aria-description={title}
          data-disabled={off || undefined}
          aria-disabled={off || undefined}
          loading={exporting !== undefined && exporting.runId === runId}
        >
          {files.export}
        </Button>
      </Menu.Target>
      {whose && (
        <Menu.Dropdown>
          <Menu.Label>{files.latest(whose.name, whose.step)}</Menu.Label>
          {items('last')}
          {whose.best && (
            <>
              <Menu.Label>
                {files.best(whose.best.epoch, figures.percent(whose.best.testAccuracy))}
              </Menu.Label>
              {items('best')}
            </>
          )}
        </Menu.Dropdown>
      )}
    </Menu>
  );
}
