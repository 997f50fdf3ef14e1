namespace Actors.Streams.Json;

/// <summary>Where a <see cref="JsonDecoder"/> finds what it needs.</summary>
/// <param name="Type">The sender's word for what the record is.</param>
/// <param name="Entity">The entity's id.</param>
/// <param name="Id">The sender's own id of the command; <see langword="null"/> when records have none.</param>
public sealed record JsonDecoderRules(FieldRule Type, FieldRule Entity, FieldRule? Id = null);
