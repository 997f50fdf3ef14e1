using Actors.Runtime;
using Actors.Streams;

namespace Shop.Node.Inputs;

/// <summary>Reads inputs in this process: no broker in between.</summary>
internal sealed class DirectInputs(ActorSystem system) : IInputs
{
    public IInput Connect(ISource source, IDecoder decoder) => new DirectInput(source, system.Connect(source, decoder));
}
