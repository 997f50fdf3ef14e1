namespace Actors.TestKit.Simulation.Nodes;

/// <summary>A call of the membership store on its way: first the store does it, some time later its answer is here, or the node gives up.</summary>
internal sealed class StoreCall
{
    /// <summary>What the store does.</summary>
    public required Action Carry { get; init; }

    /// <summary>The answer is here.</summary>
    public required Action Answered { get; init; }

    /// <summary>The node does not know what became of it.</summary>
    public required Action Failed { get; init; }

    /// <summary>Whether the store has done it.</summary>
    public bool IsCarried { get; set; }
}
