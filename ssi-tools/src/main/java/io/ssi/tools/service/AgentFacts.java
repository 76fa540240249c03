package io.ssi.tools.service;

/**
 * The agent that carries out the verb.
 *
 * @param cluster its cluster's name
 * @param node its node's name
 */
public record AgentFacts(String cluster, String node) {}
