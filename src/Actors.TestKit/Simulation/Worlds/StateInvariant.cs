namespace Actors.TestKit.Simulation.Worlds;

/// <summary>An invariant of the application over the states of its entities.</summary>
/// <param name="Name">What holds.</param>
/// <param name="Check">Throws when it does not.</param>
internal sealed record StateInvariant(string Name, Action<SimulatedStates> Check)
{
    public void Require(SimulatedStates states)
    {
        try
        {
            Check(states);
        }
        catch (Exception exception) // Whatever an assertion throws says that it does not hold.
        {
            throw new InvariantViolation(Name, exception.Message);
        }
    }
}
