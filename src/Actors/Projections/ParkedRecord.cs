using Actors.Journal;

namespace Actors.Projections;

/// <summary>A record that a build sets aside.</summary>
/// <param name="Record">The record.</param>
/// <param name="Reason">Why, where it is the first of its entity; <see langword="null"/> when it waits behind an earlier one.</param>
public sealed record ParkedRecord(JournalRecord Record, string? Reason);
