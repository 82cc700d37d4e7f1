/** Chinese: why a picture of a person's own cannot go in. */
import type { PictureProblem } from '../../../../problems/pictures.ts';
import type { Sentences } from '../../../../problems/sentences.ts';

export const pictureSentences: Sentences<PictureProblem> = {
  empty: () => '这个文件是空的：保存或下载没有完成，请重新获取。',
  svg: () => '这是 SVG，是绘图而不是照片：请存为 PNG 再选择。',
  pdf: () => '这是 PDF：请把其中的图片存为 JPEG 或 PNG 再选择。',
  heic: () => '这是 HEIC 照片，多数浏览器无法读取：请存为或分享为 JPEG 再选择。',
  video: () => '这是视频：请截取想要的画面，再选择那张图片。',
  sound: () => '这是声音，而网络看的是图片：请选择 JPEG 或 PNG。',
  'other-picture': ({ format }) => `这是 ${format} 格式的图片，这里无法读取：请存为 JPEG 或 PNG 再选择。`,
  archive: ({ format }) => `这是压缩包（${format}）：请解压并选择其中的图片。`,
  text: () => '这是文本，不是图片：请选择 JPEG 或 PNG。',
  'no-picture': () => '这不是这里能读取的图片：请选择 JPEG、PNG、WebP、GIF、AVIF 或 BMP。',
  'file-gone': () => '无法读取：它是一个文件夹，或在此期间被移动或修改过，请选择一个文件。',
  'file-too-large': ({ megabytes, most }) =>
    `这个文件有 ${megabytes} MB，超过这里能读取的 ${most} MB：请选择小一些的图片。`,
  'no-size': ({ format }) => `这个 ${format} 文件已损坏，没有写明图片大小：请重新获取，或选择另一张图片。`,
  'too-many-pixels': ({ megapixels, most }) =>
    `这张图片有 ${megapixels} 百万像素，超过这里能读取的 ${most} 百万：请先缩小。`,
  'cut-short': ({ format }) => `这个 ${format} 文件不完整：保存或下载没有完成，请重新获取。`,
  'not-decoded': ({ format }) =>
    `浏览器无法读取这个 ${format} 文件：它已损坏，或这个浏览器不支持这一类。请用其他程序存为 PNG，或选择另一张图片。`,
  'pixels-changed': () =>
    '浏览器会改动网页读取的图片像素，网络看到的就不是原图了。请为本页关闭防指纹追踪的保护，或换用其他浏览器。',
  'no-memory': () => '内存不足，无法读取这张图片：请关闭其他标签页，或选择小一些的图片。',
  'no-reader': () => '这个浏览器无法在页面之外读取图片：请更新浏览器，或换用其他浏览器。',
  'clipboard-closed': () => '浏览器不允许网页读取剪贴板：请改按 Ctrl+V（Mac 上按 ⌘V）。',
  'clipboard-empty': () => '剪贴板中没有图片：请先复制一张。',
  'camera-refused': () => '浏览器不允许网页使用摄像头：请在地址栏旁允许，或选择文件。',
  'camera-busy': () => '摄像头没有画面：请关闭正在使用它的其他程序，或选择文件。',
  'camera-insecure': () => '浏览器只允许安全地址（https）或本机的网页使用摄像头：请选择文件。',
  'no-camera': () => '这里没有摄像头：请选择文件。',
};
