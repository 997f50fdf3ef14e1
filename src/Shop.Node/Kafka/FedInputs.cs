using Actors.Runtime;
using Actors.Streams;
using Shop.Node.Inputs;

namespace Shop.Node.Kafka;

/// <summary>Sends inputs through topics.</summary>
internal sealed class FedInputs(KafkaPipeline pipeline, ActorSystem system) : IInputs
{
    public IInput Connect(ISource source, IDecoder decoder) => new FedInput(source, decoder, system, pipeline);
}
