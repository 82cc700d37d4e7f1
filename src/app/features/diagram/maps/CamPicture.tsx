/** The picture as the network sees it, with the Grad-CAM of a class over it, and the frame of what a pixel of a feature map can see. */
import type { PixelSpan } from '../../../../model/receptiveField.ts';
import type { Plane } from '../../../../training/featureMaps.ts';
import { Pixels } from '../../../ui/Pixels.tsx';
import classes from './CamPicture.module.css';
import { PlaneCanvas } from './PlaneCanvas.tsx';
import { veil } from './paint.ts';

export interface Frame {
  readonly rows: PixelSpan;
  readonly columns: PixelSpan;
}

interface CamPictureProps {
  /** S·S·3 bytes of RGB. */
  readonly pixels: Uint8Array;
  readonly cam: Plane | undefined;
  readonly smooth: boolean;
  /** Whether the Grad-CAM is still that of another class. */
  readonly faint: boolean;
  readonly frame: Frame | undefined;
}

const side = 128;

export function CamPicture({ pixels, cam, smooth, faint, frame }: CamPictureProps) {
  const size = Math.sqrt(pixels.length / 3);
  const share = (pixel: number): string => `${(100 * pixel) / size}%`;
  return (
    <div className={classes.picture} style={{ width: side, height: side }} data-testid="map-picture">
      <Pixels pixels={pixels} side={side} />
      {cam && (
        <div className={classes.veil} data-faint={faint || undefined} data-testid="grad-cam">
          <PlaneCanvas width={cam.width} height={cam.height} image={veil(cam)} smooth={smooth} />
        </div>
      )}
      {frame && (
        <span
          className={classes.frame}
          data-testid="receptive-field"
          style={{
            left: share(frame.columns.from),
            top: share(frame.rows.from),
            width: share(frame.columns.to - frame.columns.from + 1),
            height: share(frame.rows.to - frame.rows.from + 1),
          }}
        />
      )}
    </div>
  );
}
