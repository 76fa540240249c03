package io.ssi.tools.top.model;

import io.ssi.tools.service.ProcessRow;

/**
 * A process between two looks.
 *
 * @param process as it was at the last
 * @param cpuPercent processor time since the look before, in percent of one processor; at the first
 *     look at it since it was started
 * @param old whether its node did not answer at the last look
 */
public record TopRow(ProcessRow process, double cpuPercent, boolean old) {}
