namespace Actors.Schema;

/// <summary>Places for the states of entities of one kind, side by side. One thread at a time.</summary>
internal abstract class StatePage
{
    /// <summary>How many there are.</summary>
    public abstract int Length { get; }

    /// <summary>The state in a place; one that was emptied, or never filled, has none.</summary>
    public abstract object? this[int index] { get; set; }

    /// <summary>Reads from a place, and gives a number that depends on it.</summary>
    public abstract int Touch(int index);
}
