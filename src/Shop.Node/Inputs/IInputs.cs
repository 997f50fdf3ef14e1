using Actors.Streams;

namespace Shop.Node.Inputs;

/// <summary>The way from a scenario's inputs to the entities.</summary>
internal interface IInputs
{
    /// <summary>Connects an input. Run what it returns.</summary>
    IInput Connect(ISource source, IDecoder decoder);
}
