package dev.vestibule.provisioning.embedded;

/**
 * How the data folder is kept.
 *
 * @param compactionFloor journals of fewer bytes are never compacted
 */
record DataSettings(Disk disk, long compactionFloor) {
    static DataSettings standard() {
        return new DataSettings(Disk.system(), 4L << 20);
    }
}
