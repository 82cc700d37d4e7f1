/** Chinese: a picture of the person's own. */
import type { PictureWords } from '../en/pictures.ts';
import { figures } from './figures.ts';

export const pictures: PictureWords = {
  title: '自己的图片',
  what: (side) =>
    `网络看的是中间的正方形，缩小为 ${side}×${side} 像素，每个像素取它所覆盖部分的平均值。透明处当作白色，动图取第一帧。`,
  stays: '图片不会上传，也不会保存：它只留在这个标签页里，关闭后就没有了。',
  ways: '把图片拖放到页面任意位置，或者：',
  file: '选择文件',
  paste: '粘贴',
  camera: '摄像头',
  reading: '正在读取图片',
  seen: (width, height, side) =>
    `网络看到的：${figures.count(width)}×${figures.count(height)} 像素缩小为 ${side}×${side}`,
  forget: '移除',
  view: '摄像头画面',
  still: '拍照',
  back: '关闭摄像头',
};
