declare module '@journeyapps/wa-sqlite/dist/wa-sqlite-jspi.mjs' {
  import load from '@journeyapps/wa-sqlite/dist/wa-sqlite-async.mjs';
  export default load;
}
