namespace Actors.Simulation.Entities;

/// <summary>An event that names the command it came from: each command of a run has a token of its own.</summary>
internal interface IHasToken
{
    long Token { get; }
}
