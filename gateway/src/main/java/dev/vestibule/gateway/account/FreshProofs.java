package dev.vestibule.gateway.account;

/** What a new proof of a signed-in user is compared with, and remembered by. */
public record FreshProofs(
        AccountHolders holders, Confirmations confirmations, OwnFactors factors) {}
